/** An entry of the job list. */
export interface Job {
  readonly id: number;
  readonly title: string;
  readonly company: string;
  readonly location: string;
}
