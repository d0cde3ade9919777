import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { LightMark, type Mark } from '../../ui/LightMark.tsx';
import { dayOr } from './target-text.ts';
import type { WorkItem } from './work-items.ts';

/** One line of the list: what it is about and how it stands. */
export const WorkRow = memo(function WorkRow({
  item,
  place,
  current,
  save,
  onFocus,
}: {
  item: WorkItem;
  place: string;
  current: boolean;
  save: 'saving' | Error | undefined;
  onFocus: (id: string) => void;
}) {
  const { t } = useTranslation();
  return (
    <button
      type="button"
      className="work-row"
      data-item={item.id}
      tabIndex={current ? 0 : -1}
      aria-expanded={current}
      onFocus={() => onFocus(item.id)}
      onClick={() => onFocus(item.id)}
    >
      {item.kind === 'note' ? <i className="dot" /> : <LightMark mark={markOf(item)} />}
      <span className="tag">{t(`import.kinds.${item.kind}`)}</span>
      <span className="what" lang={item.kind === 'unsure' ? 'zh-CN' : undefined}>
        {item.kind === 'unsure'
          ? `${item.target.name} ${dayOr(item.target.target, t)}`
          : item.kind === 'note'
            ? item.note.message
            : item.question.message}
      </span>
      <span className="note state">
        {save && (
          <span className={save === 'saving' ? '' : 'word red'}>
            {t(save === 'saving' ? 'import.saving' : 'import.notSaved')}{' '}
          </span>
        )}
        {item.kind === 'question' && item.done && item.question.answer}
        {item.kind === 'question' && !item.done && (
          <span className={item.question.blocks ? 'word red' : ''}>
            {t(item.question.blocks ? 'import.blocking' : 'import.optional')}
          </span>
        )}
        {item.kind === 'unsure' && t(item.done ? 'import.confirmed' : 'import.toConfirm')}
        {item.kind === 'note' && item.lines.length > 1 && t('import.times', { count: item.lines.length })}
      </span>
      <span className="note">{place}</span>
    </button>
  );
});

function markOf(item: Exclude<WorkItem, { kind: 'note' }>): Mark {
  if (item.done) return 'green';
  return item.kind === 'question' && item.question.blocks ? 'red' : 'watch';
}
