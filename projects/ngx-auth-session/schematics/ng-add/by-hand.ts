import { SchematicsException } from '@angular-devkit/schematics';

/** What is thrown where a file is written in a way that nothing can be inserted into. The tree is then left as it was. */
export function byHand(path: string, reason: string, code: string): SchematicsException {
  return new SchematicsException(
    `${path.replace(/^\//, '')}: ${reason}. Nothing was changed. Write this there yourself, then run ng add again:\n\n  ${code}\n`,
  );
}
