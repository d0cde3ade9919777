import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ToldTarget } from '#shared/target.ts';
import { targetReading } from '../../data/questions.ts';
import { Field } from '../../ui/Field.tsx';
import { WriteProblem } from '../../ui/WriteProblem.tsx';
import { usePatch, useReview } from './review-context.ts';
import { type TargetField, targetCorrections } from './target-text.ts';
import { Understood } from './Understood.tsx';
import type { ReadTarget } from './work-items.ts';

const levels = ['产出指标', '效益指标', '满意度指标', '成本指标'];
const operators: readonly ToldTarget['operator'][] = ['>=', '>', '<=', '<', '='];
const accruals: readonly ToldTarget['accrual'][] = [
  'cumulative',
  'completion',
  'level',
  'milestone',
  'ceiling',
  'graded',
];

/** Puts an indicator right: what is printed, and what that means. All of it is saved at once, or nothing. */
export function IndicatorForm({ read, onDone }: { read: ReadTarget; onDone: () => void }) {
  const { t } = useTranslation();
  const { planImport } = useReview();
  const save = usePatch(planImport.id);
  const [text, setText] = useState({
    name: read.name,
    level1: read.level1 ?? '',
    level2: read.level2,
    printed: read.printed,
  });
  const [chosen, setChosen] = useState<Partial<Pick<ToldTarget, TargetField>>>({});
  const anew = useDeferredValue(text.printed.trim());
  const isAnew = anew !== read.printed && anew !== '';
  const { data: reread } = useQuery({
    ...targetReading({ level2: read.level2, name: read.name, value: anew, year: planImport.reading.year }),
    enabled: isAnew,
    placeholderData: keepPreviousData,
  });
  const base = isAnew && reread ? reread : read.target;
  const target = { ...base, ...chosen };
  const ofTable = read.level1 !== undefined;
  const inTable = ofTable ? (['name', 'level1', 'level2'] as const) : (['name'] as const);
  const corrections = [
    ...inTable
      .filter((field) => text[field].trim() !== (field === 'level1' ? (read.level1 ?? '') : read[field]))
      .map((field) => ({ pointer: `${read.pointer}/${field}`, value: text[field].trim() })),
    ...targetCorrections(read.pointer, read, { printed: text.printed, target }, isAnew ? reread : undefined),
  ];
  const put = (field: keyof typeof text) => (value: string) => setText({ ...text, [field]: value });
  const choose = (field: TargetField, value: string) => setChosen({ ...chosen, [field]: value });
  return (
    <form
      className="indicator-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (corrections.length > 0) save.mutate({ corrections }, { onSuccess: onDone });
      }}
    >
      <Field
        label={t('project.target')}
        value={text.printed}
        onChange={put('printed')}
        autoFocus
        maxLength={200}
        autoComplete="off"
      />
      <p className="understood">
        {t('import.understood')}
        {t('colon')}
        <Understood target={target} />
        {base.notes.map((note) => (
          <span key={note} className="note block">
            {note}
          </span>
        ))}
      </p>
      {target.kind === 'number' && (
        <>
          <Select
            label={t('import.operatorName')}
            value={target.operator}
            onChange={(value) => choose('operator', value)}
          >
            {(target.operator === 'between' ? (['between'] as const) : operators).map((id) => (
              <option key={id} value={id}>
                {t(`import.operator.${id}`)}
              </option>
            ))}
          </Select>
          <Field
            label={t('import.valueName')}
            value={target.value}
            onChange={(value) => choose('value', value)}
            inputMode="decimal"
          />
          <Field
            label={t('import.unitName')}
            value={target.unit}
            onChange={(value) => choose('unit', value)}
            maxLength={20}
          />
          <Select
            label={t('import.directionName')}
            value={target.direction}
            onChange={(value) => choose('direction', value)}
          >
            {(['positive', 'reverse'] as const).map((id) => (
              <option key={id} value={id}>
                {t(`import.direction.${id}`)}
              </option>
            ))}
          </Select>
          <Select
            label={t('import.accrualName')}
            value={target.accrual}
            onChange={(value) => choose('accrual', value)}
          >
            {accruals.map((id) => (
              <option key={id} value={id}>
                {t(`import.accrual.${id}`)}
              </option>
            ))}
          </Select>
        </>
      )}
      <div className="wide">
        <Field label={t('import.indicatorName')} value={text.name} onChange={put('name')} maxLength={300} />
      </div>
      {ofTable && (
        <>
          <Select label={t('import.level1')} value={text.level1} onChange={put('level1')}>
            {[...new Set([read.level1 ?? '', ...levels])].map((id) => (
              <option key={id} value={id}>
                {id}
              </option>
            ))}
          </Select>
          <Field label={t('import.level2')} value={text.level2} onChange={put('level2')} maxLength={100} />
        </>
      )}
      <WriteProblem error={save.error} />
      <div className="actions end">
        <button type="button" className="button small" onClick={onDone}>
          {t('cancel')}
        </button>
        <button
          type="submit"
          className="button small primary"
          disabled={corrections.length === 0 || save.isPending}
        >
          {t(save.isPending ? 'import.saving' : 'import.save')}
        </button>
      </div>
    </form>
  );
}

function Select({
  label,
  value,
  onChange,
  children,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  children: React.ReactNode;
}) {
  return (
    <label className="field">
      <span>{label}</span>
      <select className="input" value={value} onChange={(event) => onChange(event.target.value)}>
        {children}
      </select>
    </label>
  );
}
