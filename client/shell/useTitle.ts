import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { useMoment } from '../data/moment.ts';
import { project, unacknowledged } from '../data/questions.ts';
import { pageName, titleOf } from './titles.ts';

/**
 * Names the tab after its page, a project's after the project once that is known, and counts in it the critical alerts
 * of now that nobody has acknowledged, whatever day one looks at.
 */
export function useTitle({ isEmpty, name }: { isEmpty: boolean; name?: string | undefined }): void {
  const { t } = useTranslation();
  const [path] = useLocation();
  const moment = useMoment();
  const code = decodeURIComponent(/^\/projects\/([^/]+)/.exec(path)?.[1] ?? '');
  // Asked by the page itself; here it is only listened to.
  const { data: shown } = useQuery({ ...project(code, moment), enabled: false });
  const { data: open } = useQuery({ ...unacknowledged(), enabled: !isEmpty });
  const page = name ?? (code && shown?.name) ?? '';
  const title = titleOf(page || t(pageName(path)), t('product'), open?.total ?? 0);
  useEffect(() => {
    document.title = title;
  }, [title]);
}
