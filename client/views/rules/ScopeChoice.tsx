import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { RulesOfScope } from '#shared/rules-api.ts';
import { useMoment } from '../../data/moment.ts';
import { indicators as indicatorsQuestion, projectNames } from '../../data/questions.ts';
import { Choice } from '../../ui/Choice.tsx';
import { Combo } from '../../ui/Combo.tsx';
import type { Findable } from '../../ui/found.ts';

/** For whom rules are looked at: all projects, a department, a project, or one indicator of it. */
export function ScopeChoice({ rules, onChange }: { rules: RulesOfScope; onChange: (scope: string) => void }) {
  const { t } = useTranslation();
  const moment = useMoment();
  const { data: list } = useQuery(projectNames(moment));
  const { data: all } = useQuery(indicatorsQuestion({ ...moment }));
  const ownRules = new Map(rules.layers.map(({ scope, version }) => [scope, version]));
  const withVersion = (scope: string, name: string) => {
    const version = ownRules.get(scope);
    return version ? t('rules.hasOwn', { name, version }) : name;
  };
  const indicator = all?.items.find(({ id }) => rules.scope === `indicator:${id}`);
  const project = indicator ? `project:${indicator.projectCode}` : rules.scope;
  const code = project.startsWith('project:') ? project.slice('project:'.length) : undefined;
  const places: Findable[] = [
    { id: 'all', text: withVersion('all', t('rules.scope.all')) },
    ...rules.departments.map((one) => {
      const scope = `department:${one.code}`;
      return { id: scope, text: withVersion(scope, t('rules.scope.department', { name: one.name })) };
    }),
    ...(list?.items ?? []).map((one) => ({
      id: `project:${one.code}`,
      text: withVersion(`project:${one.code}`, one.name),
      note: one.code,
    })),
  ];
  const known = places.some(({ id }) => id === project);
  const shown = known ? places : [...places, { id: project, text: rules.scopeName }];
  return (
    <div className="filters">
      <Combo
        label={t('rules.scope.label')}
        value={project}
        items={shown}
        onChange={(id) => onChange(id || 'all')}
      />
      {code && (
        <Choice
          label={t('rules.scope.indicator')}
          value={indicator ? rules.scope : ''}
          items={[
            { id: '', text: t('rules.scope.whole') },
            ...(all?.items ?? [])
              .filter((one) => one.projectCode === code)
              .map((one) => ({
                id: `indicator:${one.id}`,
                text: withVersion(`indicator:${one.id}`, one.name),
              })),
          ]}
          onChange={(id) => onChange(id || project)}
        />
      )}
    </div>
  );
}
