import type { Rule } from '@angular-devkit/schematics';
import { findApplication } from './application';
import { addAuthProvider } from './auth-provider';
import { addFormsPackage } from './forms-package';
import { addInterceptor } from './http-interceptor';
import { addLoginPage } from './login-page';
import type { NgAddOptions } from './ng-add.options';
import { createReport } from './report';

/** Sets up the library in an application. What is there already stays; a failure leaves everything as it was. */
export function ngAdd(options: NgAddOptions): Rule {
  return async (tree, context) => {
    const application = await findApplication(tree, options.project);
    const report = createReport();
    addInterceptor(tree, application, report);
    addAuthProvider(tree, application, options, report);
    if (options.loginPage && addLoginPage(tree, application, report)) {
      addFormsPackage(tree, context, report);
      report.advise(
        "To protect a page, add canMatch: [authGuard] to its route; authGuard comes from 'ngx-auth-session'.",
      );
      if (application.rendered) {
        report.advise(
          'A server renders pages of this application, and there nobody is signed in: give the login page and every guarded route RenderMode.Client.',
        );
      }
    }
    report.print(context.logger);
  };
}
