import type { RequestHandler } from 'express';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export interface Metrics {
  registry: Registry;
  /** Times every request by route, never by address: an id must not become a label. */
  timeRequests: RequestHandler;
  alertTransitions: Counter<'transition'>;
}

export function createMetrics({ connected }: { connected: () => number }): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: 'duibiao_sockets',
    help: 'Open dashboards',
    registers: [registry],
    collect() {
      this.set(connected());
    },
  });
  const seconds = new Histogram({
    name: 'duibiao_http_seconds',
    help: 'Time to answer a request',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  });
  return {
    registry,
    alertTransitions: new Counter({
      name: 'duibiao_alert_transitions_total',
      help: 'What became of alerts',
      labelNames: ['transition'],
      registers: [registry],
    }),
    timeRequests: (req, res, next) => {
      const stop = seconds.startTimer();
      res.on('finish', () => {
        const { path = '' } = (req.route as { path?: string } | undefined) ?? {};
        const route = `${req.baseUrl}${path === '/' ? '' : path}`;
        stop({ method: req.method, route: route || 'other', status: res.statusCode });
      });
      next();
    },
  };
}
