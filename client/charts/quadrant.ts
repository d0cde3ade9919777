import type { Project } from '#shared/api.ts';

/** A project with its joint reading, placed: money to the right, results upwards, each from 0 to 1. */
export interface MatchPoint {
  code: string;
  name: string;
  fulfilment: number;
  achievement: number;
  ahead: 'money' | 'results' | null;
}

/** Projects by how money and results go together. */
export interface Matching {
  points: MatchPoint[];
  /** More than the allowed points apart, those farthest apart first. */
  moneyAhead: MatchPoint[];
  resultsAhead: MatchPoint[];
  together: number;
  /** Not read yet: no node whose reporting time is over, or too few values in. */
  unread: number;
}

/** 执行与绩效匹配 of the projects: who is apart, who goes together, and of how many nothing can be said. */
export function matchingOf(projects: readonly Pick<Project, 'code' | 'name' | 'joint'>[]): Matching {
  const points = projects.flatMap(({ code, name, joint }) =>
    joint
      ? [
          {
            code,
            name,
            fulfilment: Number(joint.fulfilment),
            achievement: Number(joint.achievement),
            ahead: joint.ahead,
          },
        ]
      : [],
  );
  const apart = (one: MatchPoint) => Math.abs(one.fulfilment - one.achievement);
  const ahead = (which: 'money' | 'results') =>
    points.filter((one) => one.ahead === which).toSorted((a, b) => apart(b) - apart(a));
  return {
    points,
    moneyAhead: ahead('money'),
    resultsAhead: ahead('results'),
    together: points.filter((one) => one.ahead === null).length,
    unread: projects.length - points.length,
  };
}
