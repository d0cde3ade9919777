import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useMoment, useQueryValues } from '../../data/moment.ts';
import { projectNames } from '../../data/questions.ts';
import { Choice } from '../Choice.tsx';

/** One project or all, kept in the URL. */
export function ProjectChoice() {
  const { t } = useTranslation();
  const [params, setValues] = useQueryValues();
  const { data } = useQuery(projectNames(useMoment()));
  return (
    <Choice
      label={t('expenditures.project')}
      value={params.get('project') ?? ''}
      items={[
        { id: '', text: t('expenditures.allProjects') },
        ...(data?.items ?? []).map(({ code, name }) => ({ id: code, text: name })),
      ]}
      onChange={(project) => setValues({ project })}
    />
  );
}
