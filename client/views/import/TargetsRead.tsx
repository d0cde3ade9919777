import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Sheet } from '../../ui/Sheet.tsx';
import { IndicatorForm } from './IndicatorForm.tsx';
import { ReadFigure } from './ProjectRead.tsx';
import { useReview } from './review-context.ts';
import { Understood } from './Understood.tsx';
import type { ReadTarget } from './work-items.ts';

/** Printed targets beside what they were understood to mean; each leads to its cell and can be put right. */
export function TargetsRead({ targets }: { targets: readonly ReadTarget[] }) {
  const { t } = useTranslation();
  const { editable } = useReview();
  const [pointer, setPointer] = useState<string>();
  const correcting = targets.find((each) => each.pointer === pointer);
  return (
    <>
      <table className="table targets">
        <thead>
          <tr>
            <th scope="col">{t('project.indicator')}</th>
            <th scope="col">{t('project.target')}</th>
            <th scope="col">{t('import.understood')}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {targets.map((each) => {
            const correct = editable ? () => setPointer(each.pointer) : undefined;
            return (
              <tr key={each.pointer}>
                <th scope="row">
                  <ReadFigure pointer={`${each.pointer}/name`} line={each.line} onCorrect={correct}>
                    {each.name}
                  </ReadFigure>
                  <span className="note block">
                    {each.level1} {each.level2}
                  </span>
                </th>
                <td>
                  <ReadFigure pointer={`${each.pointer}/printed`} line={each.line} onCorrect={correct}>
                    {each.printed || '/'}
                  </ReadFigure>
                </td>
                <td>
                  <Understood target={each.target} />
                  {each.conflict && <span className="tag conflict">{t('project.conflict')}</span>}
                  {each.target.notes.map((note) => (
                    <span key={note} className="note block">
                      {note}
                    </span>
                  ))}
                </td>
                <td className="tools">
                  {correct && (
                    <button
                      type="button"
                      className="icon"
                      aria-label={t('import.correctOf', { what: each.name })}
                      onClick={correct}
                    >
                      ✎
                    </button>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {correcting && (
        <Sheet title={t('import.correctTitle')} onClose={() => setPointer(undefined)}>
          <IndicatorForm read={correcting} onDone={() => setPointer(undefined)} />
        </Sheet>
      )}
    </>
  );
}
