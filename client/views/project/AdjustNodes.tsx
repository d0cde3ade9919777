import { useTranslation } from 'react-i18next';
import type { Day } from '#shared/calendar.ts';
import { toYuan } from '#shared/money.ts';
import { nodeText, wan } from '../../text/format.ts';
import { spokenLanguage } from '../../text/i18n.ts';
import { type AdjustDraft, type Adjustment, inWan } from './adjust.ts';

/** The nodes of an adjustment: those past as they stay, those to come in proportion until one is typed over. */
export function AdjustNodes({
  adjustment: { nodes, nodesWrong },
  typed,
  onChange,
}: {
  adjustment: Adjustment;
  typed: AdjustDraft['nodes'];
  onChange: (nodes: AdjustDraft['nodes']) => void;
}) {
  const { t } = useTranslation();
  const language = spokenLanguage();
  if (nodes.length === 0) return null;
  const type = (day: Day, text: string) => {
    const toCome = nodes.filter(({ is }) => is === 'toCome');
    const before = typed ?? Object.fromEntries(toCome.map((node) => [node.day, inWan(node.cumulative)]));
    onChange({ ...before, [day]: text });
  };
  return (
    <div>
      <table className="table grid" aria-label={t('adjust.nodes')}>
        <thead>
          <tr>
            <th scope="col">{t('project.node')}</th>
            <th scope="col" className="number">
              {t('adjust.nodes')}
            </th>
          </tr>
        </thead>
        <tbody>
          {nodes.map(({ day, cumulative, is }, at) => (
            <tr key={day}>
              <th scope="row">
                {nodeText(day, language)}{' '}
                {is !== 'toCome' && <span className="note">{t(`adjust.${is}`)}</span>}
              </th>
              <td className="number">
                {is !== 'toCome' ? (
                  wan(toYuan(cumulative))
                ) : (
                  <input
                    className="input number"
                    inputMode="decimal"
                    autoComplete="off"
                    aria-label={nodeText(day, language)}
                    aria-invalid={nodesWrong?.at === at}
                    value={typed?.[day] ?? inWan(cumulative)}
                    onChange={(event) => type(day, event.target.value)}
                  />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {typed && (
        <button type="button" className="button small" onClick={() => onChange(undefined)}>
          {t('adjust.again')}
        </button>
      )}
    </div>
  );
}
