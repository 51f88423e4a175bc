import type { Db } from '../storage/database.ts';
import { DEMO_JOBS } from './demo-jobs.ts';

/** An entry of the job list. */
export interface Job {
  readonly id: number;
  readonly title: string;
  readonly company: string;
  readonly location: string;
}

/** Where jobs are kept. */
export interface JobStore {
  list(): Promise<Job[]>;
}

/** Jobs in SQLite, with those of the demo to begin with. */
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
