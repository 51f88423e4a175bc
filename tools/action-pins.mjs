// A tag of someone else's action can be moved to other code, and that code then runs with this repository's rights.
// A commit cannot. The tag stays beside it as a comment: a reader sees the version, and Dependabot updates both.

const STEP = /^(?!\s*#).*?\buses:\s*(?<quote>['"]?)(?<action>[^\s'"#,}]+)\k<quote>(?<rest>.*)$/;
const COMMIT = /^[\w.-]+\/[\w./-]+@[\da-f]{40}$/;
const IMAGE = /^docker:\/\/\S+@sha256:[\da-f]{64}$/;
const TAG = /^\s*#\s*v\d+\.\d+\.\d+\b/;

/**
 * Names every action of a workflow that is not pinned.
 *
 * @param {string} text the workflow
 * @returns {{ line: number, message: string }[]}
 */
export function unpinnedActions(text) {
  return text.split(/\r?\n/).flatMap((content, index) => {
    const { action = '', rest = '' } = STEP.exec(content)?.groups ?? {};
    // An action of this repository comes from the same commit as the workflow.
    if (action === '' || action.startsWith('./') || IMAGE.test(action)) return [];
    const line = index + 1;
    if (!COMMIT.test(action))
      return [
        { line, message: `${action}: pin it by the hash of a commit, with the tag behind it` },
      ];
    if (!TAG.test(rest))
      return [{ line, message: `${action}: name the tag of this commit, such as "# v1.2.3"` }];
    return [];
  });
}
