import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import express from 'express';
import type { Logger } from 'pino';
import { type Database, openDb } from '#db/open.ts';
import { countAccounts, insertAccount } from '#db/queries/accounts.ts';
import { listEvaluations } from '#db/queries/evaluations.ts';
import { isUntouched } from '#db/queries/plan-imports.ts';
import { isStale } from '#shared/evaluate/stalled.ts';
import { said } from '#shared/language.ts';
import { openAccessRules } from './access/access-rules.ts';
import type { Trust } from './access/address.ts';
import { createAttempts } from './access/attempts.ts';
import { openDevices } from './access/devices.ts';
import { createLastUsed } from './access/last-used.ts';
import { hashPassword } from './access/passwords.ts';
import { createSeal } from './access/second-factor.ts';
import { ownTrail } from './audit/own-trail.ts';
import { startPruning } from './audit/retention.ts';
import { startSealer } from './audit/sealer.ts';
import { type Config, ConfigError } from './config.ts';
import { serveDashboard } from './dashboard.ts';
import { judgeProjects } from './evaluation/evaluate-projects.ts';
import { createEvaluator } from './evaluation/run.ts';
import { scheduleEvaluation, scheduleStallWatch } from './evaluation/schedule.ts';
import { createPlanCache } from './evaluation/snapshots.ts';
import { startForgetting } from './forget-answers.ts';
import { accessRuleRoutes } from './http/access-rules.ts';
import { adjustmentRoutes } from './http/adjustments.ts';
import { alertRoutes } from './http/alerts.ts';
import { createAnswers } from './http/answers.ts';
import { attachTrail } from './http/attach-trail.ts';
import { auditRoutes } from './http/audit.ts';
import { jsonBodies } from './http/bodies.ts';
import { changeRoutes } from './http/changes.ts';
import { clockRoutes, setupRoutes } from './http/clock.ts';
import { correctionRoutes } from './http/corrections.ts';
import { departmentTextRoutes } from './http/department-texts.ts';
import { departmentRoutes } from './http/departments.ts';
import { errorHandler, HttpError, notFound } from './http/errors.ts';
import { evaluationRoutes } from './http/evaluations.ts';
import { evidenceRoutes } from './http/evidence.ts';
import { expenditureRoutes } from './http/expenditures.ts';
import { finishRoutes } from './http/finish.ts';
import { handlingRoutes } from './http/handling.ts';
import { handoverRoutes } from './http/handover.ts';
import { holdingRoutes } from './http/holding.ts';
import { importRoutes } from './http/imports.ts';
import { ledgerRoutes } from './http/ledger.ts';
import { limitWrites } from './http/limit-writes.ts';
import { meRoutes } from './http/me.ts';
import { measurementRoutes } from './http/measurements.ts';
import { meetingActionRoutes } from './http/meeting-actions.ts';
import { meetingPaperRoutes } from './http/meeting-papers.ts';
import { meetingRoutes } from './http/meetings.ts';
import { openApiRoutes } from './http/openapi.ts';
import { overviewRoutes } from './http/overview.ts';
import { paperTextRoutes } from './http/paper-texts.ts';
import { attachSight } from './http/person.ts';
import { planImportRoutes } from './http/plan-imports.ts';
import { indicatorRoutes, projectNameRoutes, projectRoutes } from './http/projects.ts';
import { reportingDayRoutes } from './http/reporting-days.ts';
import { noticeRoutes, reportRoutes } from './http/reports.ts';
import { ruleRoutes } from './http/rules.ts';
import { securityHeaders } from './http/security-headers.ts';
import { sessionRoutes } from './http/session.ts';
import {
  createSignIns,
  keepToWall,
  refuseOtherOrigins,
  requireCaller,
  requireOwnPassword,
  requireSecondFactor,
} from './http/sign-in.ts';
import { silenceRoutes } from './http/silences.ts';
import { systemRoutes } from './http/system.ts';
import { targetRoutes } from './http/targets.ts';
import { templateRoutes } from './http/templates.ts';
import { tokenRoutes } from './http/tokens.ts';
import { recordRefusal } from './http/trail.ts';
import { userRoutes } from './http/users.ts';
import { wallLinkRoutes } from './http/wall-links.ts';
import { yearRoutes } from './http/years.ts';
import { createDocumentReader } from './intake/documents/document-reader.ts';
import { createImporter } from './intake/tables/importer.ts';
import { createLive } from './live/live.ts';
import { createMetrics } from './metrics.ts';
import { createSights } from './sight.ts';
import { findTraining, moveTo } from './training.ts';
import { createYearIndex } from './year-index.ts';

export interface AppOptions {
  /** Where the built dashboard lies; without it only the API answers. */
  dashboard?: string | undefined;
  version: string;
  now?: () => Date;
}

/** A stop waits so long for requests under way: less than the ten seconds after which Docker kills. */
const longestStop = 6_000;

export interface App {
  /** Where it answers, e.g. `http://127.0.0.1:3000`. */
  address: string;
  /** The password of `admin`, where this start made one. */
  madePassword: string | undefined;
  /** Stops taking requests, finishes those under way, and lets go of the database. */
  stop(): Promise<void>;
}

/** Where bodies may be files: their routers read them. */
const documentsUnder = /^\/api\/v1\/(?:plan-imports|imports|measurements\/\d+\/evidence)/;

/** One straight function on purpose: what depends on what reads top to bottom, and `stop` undoes it. */
export async function startApp(config: Config, log: Logger, options: AppOptions): Promise<App> {
  const { version } = options;
  const where = { url: config.databaseUrl, timeZone: config.timeZone, now: options.now };
  const db = await openDb(where).catch(refuseDatabase);
  const cache = createPlanCache();
  db.settleWith(async (trx, unit, projects) => (await judgeProjects(trx, unit, cache, projects)).judged);
  await enterMode(db, config);
  const madePassword = await firstAccount(db, config.adminPassword);
  const evaluator = createEvaluator(db, cache);
  const documents = createDocumentReader();

  const rules = await openAccessRules(db);
  const lastUsed = createLastUsed({ db, log });
  const signIns = createSignIns({ db, rules, lastUsed });

  const sealer = startSealer({ db, log });

  const app = express();
  app.set('trust proxy', config.trustProxy);
  const trust = app.get('trust proxy fn') as Trust;
  const http = createServer(app);
  const silent = silentConnections(http);
  const { publicUrl } = config;
  const sights = createSights(db);
  const live = createLive(http, { db, sights, signIns, version, publicUrl, trust });
  const guards = {
    db,
    attempts: createAttempts(),
    devices: await openDevices(db),
    seal: createSeal(config.secretKey),
  };
  const importer = createImporter({ db, cache, live });
  const metrics = createMetrics(live);
  db.onChange(({ alerts = [] }) => {
    for (const { transition } of alerts) metrics.alertTransitions.inc({ transition });
  });
  const readers = { db, cache, answer: createAnswers(db) };
  let caughtUp = false;

  app.disable('x-powered-by').disable('etag').set('query parser', 'simple');
  app.use(metrics.timeRequests, ...securityHeaders(config.publicUrl));
  app.get('/healthz', (_, res) => void res.json({ ok: true }));
  app.get('/readyz', async (_, res) => {
    const { database, evaluated } = await readiness(db);
    const ready = caughtUp && database && evaluated;
    res.status(ready ? 200 : 503).json({ database, evaluated: caughtUp && evaluated });
  });
  app.get('/metrics', async (_, res) => {
    res.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });

  app.use('/api', noStore, attachTrail(), refuseOtherOrigins(config.publicUrl));
  app.use(['/api/v1/session', '/api/v1/me'], jsonBodies('16kb'));
  const people = { ...guards, signIns, live, publicUrl };
  app.use('/api/v1/session', sessionRoutes(people));
  app.use('/api/v1/me', meRoutes(people));
  // What is written before the missed days are evaluated would be judged on the wrong one.
  app.use('/api', (req, _, next) => next(caughtUp || req.method === 'GET' ? undefined : notReady()));
  // Only who is known may send much.
  app.use('/api', requireCaller(signIns), keepToWall, requireOwnPassword, requireSecondFactor);
  app.use('/api', limitWrites(rules));
  app.use('/api', attachSight(sights), jsonBodies('8mb', documentsUnder));
  app.use('/api/v1/system', systemRoutes({ db, version }));
  app.use('/api/v1/setup', setupRoutes({ db, cache, version }));
  app.use('/api/v1/clock', clockRoutes({ db, cache }));
  app.use('/api/v1/plan-imports', planImportRoutes({ db, cache, documents }));
  app.use('/api/v1/targets', targetRoutes());
  app.use('/api/v1/imports/templates', templateRoutes({ db, cache }));
  app.use('/api/v1/expenditures', expenditureRoutes(readers), correctionRoutes(readers));
  app.use('/api/v1/measurements', measurementRoutes(readers), evidenceRoutes({ db, cache }));
  app.use('/api/v1/imports', importRoutes({ db, importer }));
  app.use('/api/v1/ledger', ledgerRoutes(readers));
  app.use('/api/v1/overview', overviewRoutes({ ...readers, years: createYearIndex(db) }));
  app.use('/api/v1/projects', projectRoutes(readers));
  app.use('/api/v1/projects', finishRoutes({ db, cache }), handoverRoutes(readers));
  app.use('/api/v1/projects', paperTextRoutes({ db, cache }));
  app.use('/api/v1/years', yearRoutes(readers), reportingDayRoutes({ db }));
  app.use('/api/v1/projects', adjustmentRoutes({ db, cache }));
  app.use('/api/v1/project-names', projectNameRoutes(readers));
  app.use('/api/v1/indicators', indicatorRoutes(readers));
  app.use('/api/v1/alerts', alertRoutes(readers));
  app.use('/api/v1/alerts', noticeRoutes({ db, timeZone: config.timeZone }), handlingRoutes({ db, cache }));
  app.use('/api/v1/reports', reportRoutes({ db, cache, timeZone: config.timeZone }));
  const meetings = { db, cache, timeZone: config.timeZone };
  app.use('/api/v1/meetings', meetingRoutes(meetings), holdingRoutes(meetings), meetingPaperRoutes(meetings));
  app.use('/api/v1/meeting-actions', meetingActionRoutes(meetings));
  app.use('/api/v1/silences', silenceRoutes(readers));
  app.use('/api/v1/users', userRoutes(people));
  app.use('/api/v1/tokens', tokenRoutes(people));
  app.use('/api/v1/wall-links', wallLinkRoutes(people));
  app.use('/api/v1/departments', departmentRoutes({ db }), departmentTextRoutes({ db, cache }));
  app.use('/api/v1/access-rules', accessRuleRoutes({ db, rules, live }));
  app.use('/api/v1/evaluations', evaluationRoutes({ ...readers, evaluator }));
  app.use('/api/v1/rules', ruleRoutes({ ...readers, evaluator, live }));
  app.use('/api/v1/audit', auditRoutes({ db, timeZone: config.timeZone }));
  app.use('/api/v1/changes', changeRoutes({ db }));
  app.use('/api', openApiRoutes({ version, publicUrl: config.publicUrl }));
  app.use('/api', () => {
    throw notFound();
  });
  if (options.dashboard) serveDashboard(app, options.dashboard);
  app.use(errorHandler(log, (req, res, error) => recordRefusal(db, req, res, error)));

  http.listen(config.port, config.host);
  await once(http, 'listening').catch(async (error: unknown) => {
    await db.close();
    const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    const why = taken ? 'is in use already; choose another' : `cannot be opened: ${String(error)}`;
    throw new ConfigError(`PORT ${config.port} on ${config.host} ${why}.`);
  });
  // What was missed while no server ran, before anybody is told that this one is ready.
  await evaluator.run('boot');
  await importer.start();
  caughtUp = true;
  // Asked at every tick: an empty database may become a training one on the welcome screen.
  const runTick = async (tick: Date) => !(await findTraining(db.read)) && (await evaluator.runTick(tick));
  const { timeZone } = config;
  const stopSchedule = scheduleEvaluation(config.evaluateCron, { evaluator: { runTick }, timeZone, log });
  const stopStallWatch = scheduleStallWatch({ db, log });
  const stopPruning = startPruning({ db, log });
  const stopForgetting = startForgetting({ db, log });

  return {
    address: `http://${config.host}:${(http.address() as AddressInfo).port}`,
    madePassword,
    async stop() {
      caughtUp = false;
      // Whoever sends a request by the drop is not waited for; the socket server would wait for it too.
      const late = setTimeout(() => http.closeAllConnections(), longestStop);
      await Promise.all([stopSchedule(), stopStallWatch()]);
      await importer.close();
      for (const socket of silent) socket.destroy();
      // A connection that is kept alive becomes idle only when its last answer is out.
      const idle = setInterval(() => http.closeIdleConnections(), 50);
      // With the sockets it closes the HTTP server they came through, and waits for its requests.
      await live.close();
      clearInterval(idle);
      clearTimeout(late);
      await documents.close();
      await lastUsed.stop();
      stopPruning();
      stopForgetting();
      await sealer.stop();
      await db.close();
    },
  };

  /** CLOCK begins training in a database that is still empty; one begun in the other mode refuses. */
  async function enterMode(opened: Database, { clock }: Config) {
    const standing = await findTraining(opened.read);
    const refuse = async (message: string) => {
      await opened.close();
      throw new ConfigError(message);
    };
    if (clock === undefined && standing?.from === 'environment') {
      await refuse(
        'CLOCK is not set, but this database was begun in training mode; set CLOCK or another DATABASE_URL.',
      );
    }
    if (clock === undefined) return;
    const trail = ownTrail('product', { who: 'CLOCK', action: 'run_server', route: 'start' });
    if (!standing) {
      if (!(await isUntouched(opened.read))) {
        await refuse(
          'CLOCK is set, but this database was begun with the real calendar; unset CLOCK or set another DATABASE_URL.',
        );
      }
      await opened.as(trail).write(async (_, unit) => {
        unit.record({ after: { training: clock } });
        await unit.train(clock, 'environment');
      });
    } else if (clock > standing.today) {
      await moveTo(opened.as(trail), cache, clock).catch(async (error: unknown) => {
        if (error instanceof HttpError) await refuse(`CLOCK ${clock} cannot be reached: ${error.message}`);
        throw error;
      });
    }
  }
}

/** What the system or the database itself objects to is the operator's to mend; the rest is ours. */
function refuseDatabase(error: unknown): never {
  let root = error;
  while (root instanceof Error && root.cause) root = root.cause;
  if (!(root instanceof Error && 'code' in root)) throw error;
  const reason = (root.message || String(root.code)).replace(/\.?\s*$/, '');
  throw new ConfigError(`DATABASE_URL cannot be opened: ${reason}.`, { cause: error });
}

/** Connections on which nothing was asked yet: browsers open spare ones, and closing would wait for them. */
function silentConnections(http: Server): Set<Duplex> {
  const silent = new Set<Duplex>();
  http.on('connection', (socket) => {
    silent.add(socket);
    socket.once('close', () => silent.delete(socket));
  });
  for (const asked of ['request', 'upgrade'] as const)
    http.on(asked, ({ socket }: IncomingMessage) => silent.delete(socket));
  return silent;
}

/** Whether the database answers, and whether what it holds was evaluated lately. */
async function readiness(db: Database): Promise<{ database: boolean; evaluated: boolean }> {
  try {
    const [run] = await listEvaluations(db.read, { limit: 1, ok: true });
    const isTraining = (await findTraining(db.read)) !== undefined;
    return { database: true, evaluated: isTraining || !isStale(run?.finishedAt ?? null, new Date()) };
  } catch {
    return { database: false, evaluated: false };
  }
}

/** Makes the first account where there is none; answers the password if it had to be made. */
async function firstAccount(db: Database, given: string | undefined): Promise<string | undefined> {
  if ((await countAccounts(db.read)) > 0) return undefined;
  const password = given ?? randomBytes(12).toString('base64url');
  const passwordHash = await hashPassword(password);
  const account = {
    username: 'admin',
    name: 'admin',
    roles: ['admin' as const],
    passwordHash,
    mustChange: given === undefined,
    isFirst: true,
  };
  const trail = ownTrail('product', { who: 'ADMIN_PASSWORD', action: 'run_server', route: 'start' });
  const made = await db.as(trail).write(async (trx, unit) => {
    // Two servers starting at once: the second finds the account of the first.
    if ((await countAccounts(trx)) > 0) return false;
    unit.record({ subject: account.username, after: { roles: account.roles } });
    await insertAccount(trx, account, unit.at);
    return true;
  });
  return made && given === undefined ? password : undefined;
}

function notReady(): HttpError {
  return new HttpError(
    503,
    'starting',
    said(
      '正在补评停机期间的日期，请稍候再试。',
      'Days missed while stopped are being evaluated; try again shortly.',
    ),
  );
}

const noStore: express.RequestHandler = (_, res, next) => {
  res.set('Cache-Control', 'no-store');
  next();
};
