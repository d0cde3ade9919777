import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { WaitingKind } from './waiting-kind.ts';

/**
 * The frame of what is coming, in its shape, while its figures are on their way. What takes longer than a second says
 * so; before that a word would only flicker.
 */
export function Waiting({ kind = 'part' }: { kind?: WaitingKind }) {
  const { t } = useTranslation();
  return (
    <div className={`waiting waiting-${kind}`} role="status">
      <span className="waiting-word">{t('loading')}</span>
      {frames[kind]}
    </div>
  );
}

/** The same with what stands around every page, while that is not here either. */
export function WaitingShell({ kind }: { kind: WaitingKind }) {
  return (
    <div className="shell">
      <div className="header">
        <div className="header-row">
          <i className="bone" />
        </div>
        <div className="header-row second">
          <i className="bone wide" />
        </div>
      </div>
      <main>
        <Waiting kind={kind} />
      </main>
    </div>
  );
}

const rows = (count: number) =>
  Array.from({ length: count }, (_, at) => `row ${at}`).map((name) => <i key={name} className="bone row" />);

const figures = (
  <div className="bones">
    <i className="bone" />
    <i className="bone figure-bone" />
    <i className="bone wide" />
  </div>
);

const frames: Record<WaitingKind, ReactNode> = {
  overview: (
    <>
      <div className="bone-columns">
        {figures}
        {figures}
      </div>
      <div className="bone-columns">
        <i className="bone tall" />
        <div className="bones">{rows(9)}</div>
      </div>
    </>
  ),
  project: (
    <>
      {figures}
      <div className="bone-four">
        <i className="bone block" />
        <i className="bone block" />
        <i className="bone block" />
        <i className="bone block" />
      </div>
      <div className="bone-columns">
        <i className="bone tall" />
        <div className="bones">{rows(6)}</div>
      </div>
    </>
  ),
  table: (
    <>
      <i className="bone title" />
      <i className="bone wide" />
      <div className="bones">{rows(14)}</div>
    </>
  ),
  form: (
    <>
      <i className="bone title" />
      <i className="bone wide" />
      <i className="bone field-bone" />
      <i className="bone field-bone" />
      <i className="bone field-bone" />
    </>
  ),
  part: (
    <>
      <i className="bone wide" />
      <i className="bone" />
      <i className="bone block" />
    </>
  ),
};
