import { useTranslation } from 'react-i18next';
import type { NodeFigures } from '#shared/api.ts';
import { dayText, nodeText, percent } from '../../text/format.ts';
import { spokenLanguage } from '../../text/i18n.ts';
import { Money } from '../../ui/Money.tsx';
import { To } from '../../ui/To.tsx';

/** The nodes of the plan: what was to be spent, what was, and what is missing now; what was spent leads to its vouchers. */
export function NodeTable({ code, nodes }: { code: string; nodes: readonly NodeFigures[] }) {
  const { t } = useTranslation();
  const language = spokenLanguage();
  const vouchers = `/expenditures?project=${encodeURIComponent(code)}`;
  return (
    <div className="scroll">
      <table className="table" id="nodes" aria-label={t('project.nodes')}>
        <thead>
          <tr>
            <th scope="col">{t('project.node')}</th>
            <th scope="col" className="number">
              {t('overview.planned')}
            </th>
            <th scope="col" className="number">
              {t('project.byNode')}
            </th>
            <th scope="col" className="number">
              {t('project.now')}
            </th>
            <th scope="col" className="number">
              {t('project.gap')}
            </th>
            <th scope="col" className="number">
              {t('project.rate')}
            </th>
            <th scope="col" className="col-state">
              {t('project.state')}
            </th>
          </tr>
        </thead>
        <tbody>
          {nodes.map((node) => (
            <tr key={node.day} className={node.state === 'future' ? 'muted' : ''}>
              <th scope="row" className="nowrap">
                {nodeText(node.day, language)}
              </th>
              <td className="number">
                <Money yuan={node.cumulative} />
              </td>
              <td className="number">
                {node.spent === null ? (
                  <Money yuan={null} />
                ) : (
                  <To to={`${vouchers}&paidTo=${node.day}`}>
                    <Money yuan={node.spent} />
                  </To>
                )}
              </td>
              <td className="number">
                {node.state === 'future' ? (
                  <Money yuan={null} />
                ) : (
                  <To to={vouchers}>
                    <Money yuan={node.spentNow} />
                  </To>
                )}
              </td>
              <td className="number">
                <Money yuan={Number(node.shortfall) > 0 ? node.shortfall : null} />
              </td>
              <td className="number">{percent(node.rate)}</td>
              <td className="col-state nowrap">
                <span className={node.state === 'behind' ? 'word red' : ''}>
                  {t(`project.nodeState.${node.state}`)}
                </span>
                {node.state === 'due' && (
                  <span className="note">
                    {' '}
                    {t('project.judgedFrom', { day: dayText(node.judgedFrom, language) })}
                  </span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
