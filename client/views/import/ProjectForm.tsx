import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { parseWan, toYuan } from '#shared/money.ts';
import type { ToldProject } from '#shared/reading.ts';
import { nodeText, wan } from '../../text/format.ts';
import { spokenLanguage } from '../../text/i18n.ts';
import { Field } from '../../ui/Field.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { WriteProblem } from '../../ui/WriteProblem.tsx';
import { moneyFields, projectCorrections } from './project-corrections.ts';
import { usePatch, useReview } from './review-context.ts';

/** Puts a project right: its name and code, its money and where it comes from, and its nodes; amounts in 万元. */
export function ProjectForm({
  project,
  pointer,
  first,
  onClose,
}: {
  project: ToldProject;
  pointer: string;
  /** The field that gets the focus, such as `budget` or `nodes/1/cumulative`. */
  first: string;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const language = spokenLanguage();
  const { planImport } = useReview();
  const save = usePatch(planImport.id);
  const money = (yuan: string) => wan(yuan).replaceAll(',', '');
  const [typed, setTyped] = useState<Record<string, string>>(() => ({
    name: project.name,
    code: project.code,
    ...Object.fromEntries(moneyFields(project).map(({ field, yuan }) => [field, money(yuan)])),
  }));
  const { corrections, wrong } = projectCorrections(project, pointer, typed);
  const split = (parseWan(typed.fiscal ?? '') ?? 0) + (parseWan(typed.other ?? '') ?? 0);
  const budget = parseWan(typed.budget ?? '');
  const label = (field: string) => {
    const node = project.nodes[Number(/^nodes\/(\d+)/.exec(field)?.[1])];
    if (node) return `${nodeText(node.day, language)} ${t('import.cumulative')}`;
    return t(`import.fields.${field as 'name' | 'code' | 'budget' | 'fiscal' | 'other'}`);
  };
  return (
    <Sheet title={t('import.correctTitle')} onClose={onClose}>
      <form
        className="project-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (corrections.length > 0 && wrong.length === 0)
            save.mutate({ corrections }, { onSuccess: onClose });
        }}
      >
        <p className="note wide">{t('import.amountsIn')}</p>
        {Object.keys(typed).map((field) => (
          <div key={field} className={field === 'name' || field === 'code' ? 'wide' : undefined}>
            <Field
              label={label(field)}
              value={typed[field] ?? ''}
              onChange={(value) => setTyped({ ...typed, [field]: value })}
              error={wrong.includes(field) ? t('import.noAmount') : undefined}
              autoFocus={field === first}
              autoComplete="off"
            />
          </div>
        ))}
        {budget !== undefined && split !== budget && (
          <p className="note word yellow">
            {t('import.splitDiffers', { split: wan(toYuan(split)), budget: wan(toYuan(budget)) })}
          </p>
        )}
        <WriteProblem error={save.error} />
        <div className="actions end">
          <button type="button" className="button" onClick={onClose}>
            {t('cancel')}
          </button>
          <button
            type="submit"
            className="button primary"
            disabled={corrections.length === 0 || wrong.length > 0 || save.isPending}
          >
            {t(save.isPending ? 'import.saving' : 'import.save')}
          </button>
        </div>
      </form>
    </Sheet>
  );
}
