import type { Db } from '../storage/database.ts';
import { DEMO_JOBS } from './demo-jobs.ts';

/** An entry of the job list. */
export interface Job {
  readonly id: number;
  readonly title: string;
  readonly company: string;
  readonly location: string;
}

/** Stores jobs. */
export interface JobStore {
  list(): Promise<Job[]>;
}

/** Stores jobs in SQLite. Begins with the demo's jobs. */
export function sqliteJobStore(db: Db): JobStore {
  const insert = db.prepare(
    'INSERT OR IGNORE INTO jobs (id, title, company, location) VALUES (?, ?, ?, ?)',
  );
  db.transaction(() => {
    DEMO_JOBS.forEach((job, index) => insert.run(index + 1, ...job));
  }).immediate();
  const all = db.prepare('SELECT id, title, company, location FROM jobs ORDER BY id');
  return { list: () => Promise.resolve(all.all() as Job[]) };
}
