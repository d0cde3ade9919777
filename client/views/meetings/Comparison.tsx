import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ComparedProject, Meeting, MeetingComparison, Side } from '#shared/meeting.ts';
import { meetingComparison } from '../../data/questions.ts';
import { fullDayText, instantText, percent } from '../../text/format.ts';
import { spokenLanguage } from '../../text/i18n.ts';
import { LightMark } from '../../ui/LightMark.tsx';
import { Money } from '../../ui/Money.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { useProblemText } from '../../ui/Wrong.tsx';
import './comparison.css';

/** A meeting beside the one before, or beside today's figures: what got better and worse, what is new and over, promises. */
export function Comparison({ meeting, against }: { meeting: Meeting; against: 'previous' | 'now' }) {
  const { t } = useTranslation();
  const { data, error } = useQuery({
    ...meetingComparison(meeting.id, against),
    enabled: against === 'now' || meeting.previous !== null,
  });
  const problem = useProblemText(error);
  if (against === 'previous' && !meeting.previous) {
    return <p className="muted pad">{t('comparison.noPrevious')}</p>;
  }
  if (!data) return error ? <p role="alert">{problem}</p> : <Waiting />;
  return (
    <div className="comparison">
      <p className="note">
        {against === 'now'
          ? t('comparison.nowLead')
          : t('comparison.previousLead', { title: data.before.title })}
      </p>
      <Projects comparison={data} />
      <div className="two-columns">
        <section>
          <h2>{t('comparison.opened')}</h2>
          {data.opened.length === 0 && <p className="muted pad">{t('comparison.nothingOpened')}</p>}
          <ul className="plain-list">
            {data.opened.map(({ id, projectName, text }) => (
              <li key={id}>
                <strong>{projectName}</strong> {text}
              </li>
            ))}
          </ul>
        </section>
        <section>
          <h2>{t('comparison.closed')}</h2>
          {data.closed.length === 0 && <p className="muted pad">{t('comparison.nothingClosed')}</p>}
          <ul className="plain-list">
            {data.closed.map(({ id, projectName, text, because }) => (
              <li key={id}>
                <strong>{projectName}</strong> <span className="word green">{because}</span>{' '}
                <span className="muted">{text}</span>
              </li>
            ))}
          </ul>
        </section>
      </div>
      {against === 'previous' && <Promises promises={data.promises} />}
    </div>
  );
}

function Projects({ comparison }: { comparison: MeetingComparison }) {
  const { t } = useTranslation();
  const language = spokenLanguage();
  const { before, after, total, projects } = comparison;
  const changed = projects.filter(
    ({ change, before: was, after: is }) => change !== 'same' || differs(was, is),
  );
  const unchanged = projects.length - changed.length;
  const head = ({ asOf, knownAt }: typeof before) => (
    <>
      {fullDayText(asOf, language)}
      <span className="note block">{t('comparison.knownAt', { at: instantText(knownAt, language) })}</span>
    </>
  );
  if (changed.length === 0 && (!total || !differs(total.before, total.after))) {
    return <p className="pad">{t('comparison.same')}</p>;
  }
  return (
    <div className="scroll">
      <table className="table compared" aria-label={t('comparison.projects')}>
        <thead>
          <tr>
            <th scope="col" rowSpan={2}>
              {t('comparison.project')}
            </th>
            <th scope="colgroup" colSpan={4} className="side">
              {head(before)}
            </th>
            <th scope="colgroup" colSpan={4} className="side">
              {head(after)}
            </th>
            <th scope="col" rowSpan={2} />
          </tr>
          <tr>
            {['before', 'after'].map((side) =>
              (['spent', 'shortfall', 'rate', 'alerts'] as const).map((name) => (
                <th key={side + name} scope="col" className={name === 'spent' ? 'number side' : 'number'}>
                  {t(`comparison.${name}`)}
                </th>
              )),
            )}
          </tr>
        </thead>
        <tbody>
          {changed.map((project) => (
            <Row key={project.code} project={project} />
          ))}
        </tbody>
        {total && (
          <tfoot>
            <tr>
              <th scope="row">{t('comparison.total')}</th>
              <Cells side={total.before} />
              <Cells side={total.after} />
              <td />
            </tr>
          </tfoot>
        )}
      </table>
      {unchanged > 0 && <p className="note pad">{t('comparison.unchanged', { count: unchanged })}</p>}
    </div>
  );
}

const changeWord = { better: 'green', worse: 'red', same: 'grey', new: 'blue', gone: 'grey' } as const;

function Row({ project: { name, before, after, change } }: { project: ComparedProject }) {
  const { t } = useTranslation();
  return (
    <tr>
      <th scope="row">{name}</th>
      <Cells side={before} light={before?.planLight} />
      <Cells side={after} light={after?.planLight} />
      <td className="nowrap">
        <span className={`word ${changeWord[change]}`}>{t(`comparison.change.${change}`)}</span>
      </td>
    </tr>
  );
}

function Cells({
  side,
  light,
}: {
  side: Pick<Side, 'spent' | 'shortfall' | 'executionRate' | 'openAlerts'> | null;
  light?: Side['planLight'] | undefined;
}) {
  const { t } = useTranslation();
  return (
    <>
      <td className="number side">
        {light && <LightMark mark={light} label={t(`light.${light}`)} />} <Money yuan={side?.spent ?? null} />
      </td>
      <td className="number">
        <Money yuan={side && Number(side.shortfall) > 0 ? side.shortfall : null} />
      </td>
      <td className="number">{percent(side?.executionRate ?? null)}</td>
      <td className="number">{side?.openAlerts ?? '–'}</td>
    </>
  );
}

function differs<One extends Pick<Side, 'spent' | 'shortfall'>>(
  before: One | null,
  after: One | null,
): boolean {
  return before?.spent !== after?.spent || before?.shortfall !== after?.shortfall;
}

function Promises({ promises }: { promises: MeetingComparison['promises'] }) {
  const { t } = useTranslation();
  return (
    <section>
      <h2>{t('comparison.promises')}</h2>
      {promises.length === 0 ? (
        <p className="muted pad">{t('comparison.noPromises')}</p>
      ) : (
        <table className="table promises" aria-label={t('comparison.promises')}>
          <thead>
            <tr>
              <th scope="col">{t('comparison.who')}</th>
              {(['kept', 'missed', 'open'] as const).map((name) => (
                <th key={name} scope="col" className="number">
                  {t(`comparison.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {promises.map(({ who, kept, missed, open }) => (
              <tr key={who}>
                <th scope="row">{who}</th>
                <td className="number">{kept}</td>
                <td className={missed > 0 ? 'number word red' : 'number'}>{missed}</td>
                <td className="number">{open}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
