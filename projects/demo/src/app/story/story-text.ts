import { milliseconds } from '../trace/request-phases';
import { ENDED, Lane, MET, REPLAYED, Story } from './story';

/** A place in the picture and the number of requests that have reached it. */
export interface Station {
  readonly label: string;
  /** `null` before the first burst. */
  readonly count: number | null;
  readonly tone: 'plain' | 'bad' | 'warn' | 'accent' | 'ok';
}

/** Returns the five stations, from left to right. */
export function stationsOf(story: Story | null): readonly Station[] {
  const lanes = story?.lanes ?? [];
  const count = (test: (lane: Lane) => boolean): number | null =>
    story && lanes.filter(test).length;
  const held = lanes.some(({ route }) => route === 'held');
  const refused = count(({ route, reached }) => route === 'refused' && reached >= MET);
  const failed = count(({ outcome, reached }) => outcome === 'failed' && reached >= ENDED) ?? 0;
  return [
    { label: 'requests', count: story && lanes.length, tone: 'plain' },
    held && !refused
      ? { label: 'held', count: count(({ route }) => route === 'held'), tone: 'warn' }
      : { label: story ? '× 401' : '401', count: refused, tone: 'bad' },
    {
      label: REFRESH_LABEL[story?.refresh ?? 'none'],
      count: story && story.refreshCalls,
      tone: story?.refresh === 'failed' ? 'bad' : 'accent',
    },
    {
      label: held && !refused ? 'sent' : 'replayed',
      count: count(({ replayed, reached }) => replayed && reached >= REPLAYED),
      tone: 'accent',
    },
    failed > 0
      ? { label: 'failed', count: failed, tone: 'bad' }
      : {
          label: 'answered',
          count: count(({ outcome, reached }) => outcome === 'done' && reached >= ENDED),
          tone: 'ok',
        },
  ];
}

/** Describes the picture in sentences, for screen readers. */
export function describeStory(story: Story | null): string {
  if (!story) {
    return 'Diagram: requests are sent at once, each is answered 401, all wait for one refresh, and each is replayed.';
  }
  const { lanes, refresh, refreshCalls } = story;
  const count = (test: (lane: Lane) => boolean): number => lanes.filter(test).length;
  const refused = count(({ route }) => route === 'refused');
  const held = count(({ route }) => route === 'held');
  const replayed = count((lane) => lane.replayed);
  const open = count(({ outcome }) => outcome === null);
  const sentences = [
    `${lanes.length} requests were made.`,
    refused > 0 && `${refused} were answered 401 and waited.`,
    held > 0 && `${held} were held back.`,
    refresh === 'elsewhere' && 'Another tab made the refresh.',
    refresh !== 'none' && refreshCalls > 0 && `${refreshCalls} refresh: ${REFRESH_TEXT[refresh]}.`,
    replayed > 0 && `${replayed} were sent with the new token.`,
    `${count(({ outcome }) => outcome === 'done')} answered, ${count(({ outcome }) => outcome === 'failed')} failed.`,
    open > 0 && `${open} are open.`,
  ];
  return sentences.filter(Boolean).join(' ');
}

const REFRESH_LABEL = {
  none: 'refresh',
  running: 'refresh',
  done: 'refresh',
  failed: 'refresh, failed',
  elsewhere: 'by another tab',
};

const REFRESH_TEXT = {
  none: '',
  running: 'in flight',
  done: 'it returned a new token',
  failed: 'it failed',
  elsewhere: 'not needed',
};

/** Returns the caption of the picture. */
export function captionOf(story: Story): string {
  const { tookMs, refresh, refreshMs } = story;
  if (tookMs === null)
    return refresh === 'running' ? 'All of them wait for one refresh.' : 'In flight.';
  const took = `In real time this took ${milliseconds(tookMs)}`;
  switch (refresh) {
    case 'none':
      return `${took}. No request had to wait for a refresh.`;
    case 'failed':
      return `${took}. There was no new token, so nothing was replayed.`;
    case 'elsewhere':
      return `${took}. Another tab refreshed the token, and this tab adopted it.`;
    default:
      return `${took}, the refresh ${milliseconds(refreshMs ?? 0)} of it.`;
  }
}
