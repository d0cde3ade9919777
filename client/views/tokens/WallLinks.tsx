import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Token } from '#shared/people.ts';
import { tokens, wallLinks } from '../../data/questions.ts';
import { write } from '../../data/request.ts';
import { wallLink } from '../../data/wall-link.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { WriteProblem } from '../../ui/WriteProblem.tsx';
import { CopyButton } from '../me/CopyButton.tsx';
import { NewWallLinkDialog } from './NewWallLinkDialog.tsx';
import { TokenTable } from './TokenTable.tsx';

type Open =
  | { what: 'new' }
  | { what: 'made'; token: Token; secret: string }
  | { what: 'revoke'; token: Token };

/** The links by which screens on walls look on: made here, shown once as an address, revoked here. */
export function WallLinks() {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const { data } = useSuspenseQuery(wallLinks());
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  const shown = data.items.filter(({ state }) => state === 'in_force');
  const changed = () =>
    Promise.all([wallLinks(), tokens()].map(({ queryKey }) => cache.invalidateQueries({ queryKey })));
  const revoke = useMutation({
    mutationFn: (token: Token) => write('Token', 'DELETE', `wall-links/${token.id}`),
    onSuccess: async () => {
      close();
      await changed();
    },
  });
  return (
    <section className="stack" aria-labelledby="walls">
      <div className="page-head">
        <h1 id="walls">
          {t('wallLinks.title')} <small>{t('tokens.count', { count: shown.length })}</small>
        </h1>
        <span className="grow" />
        <button type="button" className="button" onClick={() => setOpen({ what: 'new' })}>
          {t('wallLinks.create')}
        </button>
      </div>
      <p className="muted">{t('wallLinks.lead')}</p>
      {shown.length === 0 ? (
        <EmptyState>{t('wallLinks.none')}</EmptyState>
      ) : (
        <TokenTable
          label={t('wallLinks.title')}
          tokens={shown}
          onRevoke={(token) => setOpen({ what: 'revoke', token })}
        />
      )}
      {open?.what === 'new' && (
        <NewWallLinkDialog
          where={data}
          onClose={close}
          onMade={async (made) => {
            setOpen({ what: 'made', ...made });
            await changed();
          }}
        />
      )}
      {open?.what === 'made' && (
        <Sheet title={t('wallLinks.shown', { name: open.token.name })} onClose={close} once>
          <p>{t('wallLinks.shownLead')}</p>
          <code className="handed-out">{wallLink(open.secret)}</code>
          <div className="actions">
            <CopyButton text={wallLink(open.secret)} />
            <span className="grow" />
            <button type="button" className="button primary" onClick={close}>
              {t('people.close')}
            </button>
          </div>
        </Sheet>
      )}
      {open?.what === 'revoke' && (
        <Sheet title={t('tokens.revoke')} onClose={close}>
          <p>{t('wallLinks.revokeSure', { name: open.token.name })}</p>
          <WriteProblem error={revoke.error} />
          <div className="actions end">
            <button type="button" className="button" onClick={close}>
              {t('cancel')}
            </button>
            <button
              type="button"
              className="button primary"
              disabled={revoke.isPending}
              onClick={() => revoke.mutate(open.token)}
            >
              {t('tokens.revoke')}
            </button>
          </div>
        </Sheet>
      )}
    </section>
  );
}
