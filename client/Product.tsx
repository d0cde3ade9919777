import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Route, Switch, useLocation, useSearchParams } from 'wouter';
import type { Session } from '#shared/api.ts';
import { connectLive } from './data/live.ts';
import { system } from './data/questions.ts';
import { Shell } from './shell/Shell.tsx';
import { Boundary } from './ui/Boundary.tsx';
import { tellNews } from './ui/toasts.ts';
import { WaitingShell } from './ui/Waiting.tsx';
import { Wrong } from './ui/Wrong.tsx';
import { waitingKind } from './ui/waiting-kind.ts';
import OverviewView from './views/OverviewView.tsx';
import { OverviewAhead } from './views/overview/ahead.ts';

const ProjectsView = lazy(() => import('./views/ProjectsView.tsx'));
const ProjectView = lazy(() => import('./views/ProjectView.tsx'));
const AlertsView = lazy(() => import('./views/AlertsView.tsx'));
const AlertView = lazy(() => import('./views/AlertView.tsx'));
const RectificationView = lazy(() => import('./views/RectificationView.tsx'));
const ClosingView = lazy(() => import('./views/ClosingView.tsx'));
const ExpendituresView = lazy(() => import('./views/ExpendituresView.tsx'));
const IndicatorsView = lazy(() => import('./views/IndicatorsView.tsx'));
const RunsView = lazy(() => import('./views/RunsView.tsx'));
const RulesView = lazy(() => import('./views/RulesView.tsx'));
const EntryView = lazy(() => import('./views/EntryView.tsx'));
const ImportView = lazy(() => import('./views/ImportView.tsx'));
const ImportReviewView = lazy(() => import('./views/ImportReviewView.tsx'));
const FileImportView = lazy(() => import('./views/FileImportView.tsx'));
const ImportsView = lazy(() => import('./views/ImportsView.tsx'));
const ImportRunView = lazy(() => import('./views/ImportRunView.tsx'));
const MeView = lazy(() => import('./views/MeView.tsx'));
const PeopleView = lazy(() => import('./views/PeopleView.tsx'));
const TokensView = lazy(() => import('./views/TokensView.tsx'));
const AuditView = lazy(() => import('./views/AuditView.tsx'));
const PapersView = lazy(() => import('./views/PapersView.tsx'));
const FormView = lazy(() => import('./views/FormView.tsx'));
const DepartmentFormView = lazy(() => import('./views/DepartmentFormView.tsx'));
const MeetingsView = lazy(() => import('./views/MeetingsView.tsx'));
const MeetingView = lazy(() => import('./views/MeetingView.tsx'));
const MeetingItemView = lazy(() => import('./views/MeetingItemView.tsx'));
const MeetingComparisonView = lazy(() => import('./views/MeetingComparisonView.tsx'));
const MeetingPackView = lazy(() => import('./views/MeetingPackView.tsx'));
const MeetingPresentView = lazy(() => import('./views/MeetingPresentView.tsx'));
const WelcomeView = lazy(() => import('./views/WelcomeView.tsx'));
const MissingView = lazy(() => import('./views/MissingView.tsx'));

/** The product for someone signed in: the live connection, the shell, and the screen the URL names. */
export function Product({ user }: { user: Session }) {
  const cache = useQueryClient();
  const [path] = useLocation();
  const { data: around, error, refetch } = useQuery(system());
  const year = Number(useSearchParams()[0].get('year') ?? around?.year);
  const { language } = useTranslation().i18n;
  // biome-ignore lint/correctness/useExhaustiveDependencies: alerts are told in the language of the connection
  useEffect(
    () => (year ? connectLive(cache, year, (news) => tellNews(news, user)) : undefined),
    [cache, year, language, user],
  );

  if (error && !around) return <Wrong error={error} onRetry={() => void refetch()} />;
  if (!around) {
    return (
      <>
        {path === '/' && <OverviewAhead />}
        <WaitingShell kind={waitingKind(path)} />
      </>
    );
  }
  const presented = /^\/meetings\/([^/]+)\/present$/.exec(path)?.[1];
  if (presented) {
    // Nothing of the shell stands around what a meeting is shown.
    return (
      <Boundary key={path}>
        <MeetingPresentView id={presented} />
      </Boundary>
    );
  }
  const welcome = around.empty && !/^\/(import|me|people|tokens|audit)/.test(path);
  return (
    <Shell user={user} system={around} isWelcome={welcome}>
      <Boundary key={path} kind={waitingKind(path)}>
        <Switch>
          {welcome && <Route component={WelcomeView} />}
          <Route path="/" component={OverviewView} />
          <Route path="/projects" component={ProjectsView} />
          <Route path="/projects/:code">{({ code }) => <ProjectView code={code} />}</Route>
          <Route path="/alerts" component={AlertsView} />
          <Route path="/alerts/:id">{({ id }) => <AlertView id={id} />}</Route>
          <Route path="/rectification" component={RectificationView} />
          <Route path="/closing" component={ClosingView} />
          <Route path="/expenditures" component={ExpendituresView} />
          <Route path="/indicators" component={IndicatorsView} />
          <Route path="/runs" component={RunsView} />
          <Route path="/rules" component={RulesView} />
          <Route path="/entry/:what?">{({ what }) => <EntryView what={what} />}</Route>
          <Route path="/import" component={ImportView} />
          <Route path="/import/vouchers">{() => <FileImportView key="vouchers" kind="expenditures" />}</Route>
          <Route path="/import/values">{() => <FileImportView key="values" kind="measurements" />}</Route>
          <Route path="/imports" component={ImportsView} />
          <Route path="/imports/:id">{({ id }) => <ImportRunView id={id} />}</Route>
          <Route path="/import/:id">{({ id }) => <ImportReviewView id={id} />}</Route>
          <Route path="/me" component={MeView} />
          <Route path="/audit" component={AuditView} />
          <Route path="/people" component={PeopleView} />
          <Route path="/tokens" component={TokensView} />
          <Route path="/papers/department/:form">{({ form }) => <DepartmentFormView form={form} />}</Route>
          <Route path="/papers/:code/:form">{({ code, form }) => <FormView code={code} form={form} />}</Route>
          <Route path="/papers" component={PapersView} />
          <Route path="/meetings" component={MeetingsView} />
          <Route path="/meetings/:id">{({ id }) => <MeetingView id={id} />}</Route>
          <Route path="/meetings/:id/items/:item">
            {({ id, item }) => <MeetingItemView id={id} item={item} />}
          </Route>
          <Route path="/meetings/:id/compare">{({ id }) => <MeetingComparisonView id={id} />}</Route>
          <Route path="/meetings/:id/pack">{({ id }) => <MeetingPackView id={id} />}</Route>
          <Route component={MissingView} />
        </Switch>
      </Boundary>
    </Shell>
  );
}
