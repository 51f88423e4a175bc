import type { Rule } from '@angular-devkit/schematics';
import { findApplication } from './root/application';
import { addAuthProvider } from './root/auth-provider';
import { addInterceptor } from './http-client/http-interceptor';
import { addLoginPage } from './pages/login-page';
import type { NgAddOptions } from './ng-add.options';
import { createReport } from './report';

/** Sets up the library in an application. Keeps existing code. If a step fails, changes nothing. */
export function ngAdd(options: NgAddOptions): Rule {
  return async (tree, context) => {
    const application = await findApplication(tree, options.project);
    const report = createReport();
    const setup = { tree, application, options, report };
    addInterceptor(setup);
    addAuthProvider(setup);
    if (options.loginPage) addLoginPage(setup);
    if (application.others.length > 0) {
      const [other = ''] = application.others;
      report.advise(
        `The application "${application.name}" was set up. To set up another one, run: ng generate ngx-auth-session:ng-add --project=${other}`,
      );
    }
    report.print(context.logger);
  };
}
