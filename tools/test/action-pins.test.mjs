import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unpinnedActions } from '../action-pins.mjs';

const HASH = 'fbc6f3992d24b796d5a048ff273f7fcc4a7b6c09';
const BY_COMMIT = /pin it by the hash of a commit/;
const TAG = /name the tag/;

for (const step of [
  `      - uses: actions/checkout@${HASH} # v5.1.0`,
  `        uses: "actions/checkout@${HASH}" # v5.1.0, the newest for this runner`,
  `      - uses: owner/repository/folder/deeper@${HASH}  #v1.2.3`,
  '    uses: ./.github/workflows/ci.yml',
  '      - uses: ./.github/actions/setup',
  `      - uses: docker://alpine@sha256:${'a'.repeat(64)}`,
  '      # - uses: actions/checkout@v5',
  '      - run: npm ci',
]) {
  test(`accepts ${step.trim()}`, () => assert.deepEqual(unpinnedActions(step), []));
}

/** @type {readonly (readonly [step: string, problem: RegExp])[]} */
const REFUSED = [
  ['      - uses: actions/checkout@v5', BY_COMMIT],
  ['      - uses: actions/checkout@v5.1.0 # v5.1.0', BY_COMMIT],
  ['      - uses: "actions/checkout@main"', BY_COMMIT],
  ['      - uses: actions/checkout', BY_COMMIT],
  [`      - uses: actions/checkout@${HASH.slice(0, 12)} # v5.1.0`, BY_COMMIT],
  [`      - uses: actions/checkout@${HASH}0 # v5.1.0`, BY_COMMIT],
  ['      - { uses: actions/checkout@v5 }', BY_COMMIT],
  ['    uses: owner/repository/.github/workflows/ci.yml@main', BY_COMMIT],
  ['      - uses: docker://alpine:3', BY_COMMIT],
  [`      - uses: actions/checkout@${HASH}`, TAG],
  [`      - uses: actions/checkout@${HASH} # checks out`, TAG],
  [`      - uses: actions/checkout@${HASH} # v5`, TAG],
];

for (const [step, problem] of REFUSED) {
  test(`refuses ${step.trim()}`, () => {
    const [found, ...others] = unpinnedActions(`jobs:\n${step}\n`);
    assert.deepEqual(others, []);
    assert.equal(found?.line, 2);
    assert.match(found?.message ?? '', problem);
  });
}
