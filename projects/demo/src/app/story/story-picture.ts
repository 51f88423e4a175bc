import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { RequestLog } from '../trace/request-log';
import { REQUESTS_AT_ONCE } from './burst';
import { slowMotion } from './slow-motion';
import { ENDED, Lane, latestStory, MET, QUEUED, REPLAYED, SENT, upTo } from './story';
import * as lines from './story-lines';
import { captionOf, describeStory, stationsOf } from './story-text';

/** Draws the last burst: many requests, one refresh, as many replays. */
@Component({
  selector: 'demo-story-picture',
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './story-picture.html',
  styleUrls: ['./story-picture.css', './story-refresh.css', './story-stations.css'],
})
export class StoryPicture {
  readonly #traces = inject(RequestLog).traces;

  /** What has happened so far. */
  readonly #story = computed(() => latestStory(this.#traces()));
  readonly #front = computed(() =>
    Math.max(0, ...(this.#story()?.lanes.map(({ reached }) => reached) ?? [])),
  );
  readonly #step = slowMotion(this.#story, this.#front);

  /** The part that is drawn. */
  protected readonly shown = computed(() => {
    const story = this.#story();
    return story && upTo(this.#step(), story);
  });
  protected readonly lanes = computed(() => {
    const shown = this.shown()?.lanes ?? GHOSTS;
    const ways = lines.linesFor(shown.length);
    return shown.map((lane, index) => ({
      id: lane.id,
      line: ways[index]!,
      classes: classesOf(lane),
    }));
  });
  protected readonly stations = computed(() => stationsOf(this.shown()));
  protected readonly text = computed(() => describeStory(this.#story()));
  protected readonly caption = computed(() => {
    const story = this.#story();
    if (!story) return 'Press the button. The picture then shows your real requests.';
    return this.#step() < this.#front() ? 'In slow motion.' : captionOf(story);
  });
  protected readonly at = lines;
}

const GHOSTS: readonly Lane[] = Array.from({ length: REQUESTS_AT_ONCE }, (_, index) => ({
  id: -index - 1,
  route: 'refused' as const,
  reached: 0,
  replayed: false,
  outcome: null,
}));

/** Returns the steps that a lane has passed, as class names. */
function classesOf({ id, route, reached, outcome }: Lane): string {
  const names = ['out', 'met', 'queued', 'replayed', 'ended'];
  const steps = [SENT, MET, QUEUED, REPLAYED, ENDED];
  const behind = names.filter((_, index) => reached >= steps[index]!);
  return [id < 0 ? 'ghost' : route, ...behind, outcome ?? 'open'].join(' ');
}
