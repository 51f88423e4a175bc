// What TypeDoc cannot be told by options: an entry point has the name that it is imported by, and what begins with ɵ, or
// has a symbol for a name, is between the parts of this package and not in the reference.
import { Converter, ReflectionKind } from 'typedoc';

const ENTRY_POINT = /^(?:(?<folder>.+)\/)?src\/public-api$/;

/** @param {import('typedoc').Application} app */
export function load(app) {
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const part of Object.values(project.reflections))
      if (/^[ɵ[]/.test(part.name)) project.removeReflection(part);

    for (const module of project.getReflectionsByKind(ReflectionKind.Module)) {
      const match = ENTRY_POINT.exec(module.name);
      if (!match) throw new Error(`${module.name} is no entry point.`);
      module.name = ['ngx-auth-session', match.groups?.['folder']].filter(Boolean).join('/');
    }
  });
}
