import { type Language, said } from '#shared/language.ts';
import { ruleFields } from '#shared/profile-fields.ts';
import { showLimit } from '#shared/rule-problems.ts';
import { valueAt } from '#shared/rule-values.ts';
import type { RulesOfScope } from '#shared/rules-api.ts';
import type { SheetFile } from '../http/sheets.ts';

/** The limits in force for a scope as a table to be handed out, each with where it comes from and what it would be without. */
export function ruleSheet(rules: RulesOfScope, language: Language): SheetFile {
  const heads = [
    ...[said('类别', 'Group'), said('规则', 'Limit'), said('现行', 'In force'), said('来自', 'From')],
    ...[said('不单独设定时', 'Without its own'), said('依据的版本', 'Version')],
  ];
  const names = new Map(rules.layers.map((layer) => [layer.scope, layer]));
  const rows = rules.groups.flatMap((group) =>
    group.fields.flatMap(({ path, name }) => {
      const field = ruleFields[path];
      const from = rules.sources[path] ?? 'default';
      if (!field) return [];
      return [
        [
          ...[group.name, name, showLimit(field, valueAt(rules.rules, path))[language]],
          from === 'default'
            ? said('产品默认值', 'the product')[language]
            : (names.get(from)?.scopeName ?? '') || said('全部项目', 'all projects')[language],
          showLimit(field, valueAt(rules.inherited, path))[language],
          names.get(from)?.version ?? 0,
        ],
      ];
    }),
  );
  return { name: said('判定规则', 'Rules'), heads, rows };
}
