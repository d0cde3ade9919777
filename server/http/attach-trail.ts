import type { Request, RequestHandler, Response } from 'express';
import type { Trail } from '#db/trail.ts';
import type { AuditAction } from '#shared/audit-words.ts';
import type { Grant } from '#shared/rights.ts';
import { projectsIn, shown } from '../audit/shown.ts';
import type { Operation } from './operations/operation.ts';
import { operations } from './operations.ts';
import type { Caller } from './sign-in.ts';

/** Gives every request its trail: what is written in its name says who, from where, and by which operation. */
export function attachTrail(): RequestHandler {
  return (req, res, next) => {
    res.locals.trail = trailFor(req, res);
    next();
  };
}

function trailFor(req: Request, res: Response): Trail {
  // Routers below change `req.url` as they go; what was asked for stays.
  const path = pathOf(req);
  return {
    isRecorded: false,
    doing({ action, subject, projects = [], before, after }) {
      const found = operationOf(req.method.toLowerCase(), path);
      const { code, ...named } = found?.parameters ?? {};
      const isSecret = /^\/api\/v1\/(?:session|me\/(?:second-factor|recovery-codes))/.test(path);
      const body = isSecret ? undefined : (req.body as unknown);
      const about = code === undefined ? projectsIn(body) : [code];
      return {
        ...whoIs(res.locals.caller as Caller | undefined),
        address: req.ip ?? '',
        action: action ?? actionOf(found?.operation),
        route: `${req.method.toLowerCase()} ${found?.operation.path ?? path}`,
        subject: subject ?? Object.values(named).join('/'),
        projects: projects.length > 0 ? projects : about,
        before: shown(before),
        after: shown(after ?? body),
      };
    },
  };
}

/** Who acts, as the trail names them. */
export function whoIs(caller: Caller | undefined) {
  if (!caller) return { who: '', kind: 'stranger' as const, roles: '' };
  const { name: who, kind, grants, scopes, department } = caller;
  const where = department === null ? '' : `@${department}`;
  const roles = kind === 'machine' ? [...scopes].map((scope) => scope + where) : grants.map(grantText);
  return { who, kind, roles: roles.join(' ') };
}

function grantText({ role, department, section }: Grant): string {
  return `${role}${department === null ? '' : `@${department}`}${section === null ? '' : `/${section}`}`;
}

function actionOf(operation: Operation | undefined): AuditAction {
  if (!operation) return 'read';
  const { method, path, needs } = operation;
  if (path === '/api/v1/session') return method === 'delete' ? 'sign_out' : 'sign_in';
  return needs === 'signed in' || needs === 'nobody' ? 'own_account' : needs;
}

function pathOf({ originalUrl }: Request): string {
  const path = originalUrl.split('?')[0] ?? '';
  return path.length > 1 ? path.replace(/\/+$/, '') : path;
}

interface Known {
  operation: Operation;
  pattern: RegExp;
  names: string[];
}
let plain: Map<string, Operation> | undefined;
let patterns: Known[] = [];

/** The operation that a request asks for, and what stands in its braces. */
function operationOf(method: string, path: string) {
  if (!plain) {
    plain = new Map(operations.map((operation) => [`${operation.method} ${operation.path}`, operation]));
    patterns = operations.flatMap((operation) => {
      const names = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
      const pattern = new RegExp(
        `^${operation.path.replace(/\./g, '\\.').replace(/\{\w+\}/g, '([^/]+)')}$`,
        'i',
      );
      return names.length > 0 ? { operation, pattern, names } : [];
    });
  }
  const same = plain.get(`${method} ${path}`);
  if (same) return { operation: same, parameters: {} as Record<string, string> };
  for (const { operation, pattern, names } of patterns) {
    const found = operation.method === method && pattern.exec(path);
    if (!found) continue;
    const values = names.map((name, at) => [name, decoded(found[at + 1] ?? '')]);
    return { operation, parameters: Object.fromEntries(values) as Record<string, string> };
  }
  return undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
