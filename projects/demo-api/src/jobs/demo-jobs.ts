/** The title, company and location of the demo's jobs. */
export const DEMO_JOBS: readonly (readonly [string, string, string])[] = [
  ['Front-end engineer, Angular', 'Harbour Maps', 'Rotterdam'],
  ['Back-end engineer, Node.js', 'Northlight Energy', 'Oslo'],
  ['Security engineer, identity', 'Keystone Bank', 'Dublin'],
  ['Site reliability engineer', 'Railtime', 'Basel'],
  ['Accessibility specialist', 'Open Library Trust', 'Remote, Europe'],
  ['Product designer', 'Kettle & Co', 'Leeds'],
  ['Data engineer', 'Greenfield Weather', 'Copenhagen'],
  ['QA engineer, browser automation', 'Parcelwise', 'Lisbon'],
  ['Technical writer', 'Fathom Instruments', 'Edinburgh'],
  ['Engineering manager, platform', 'Meridian Health', 'Berlin'],
  ['Mobile engineer, Kotlin', 'Trailmark', 'Innsbruck'],
  ['Database administrator', 'City of Ghent', 'Ghent'],
];
