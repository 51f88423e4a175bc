import { HTTP_INTERCEPTORS } from '@angular/common/http';
import { ModuleWithProviders, NgModule } from '@angular/core';
import { AuthConfigSource } from '../config/auth-config';
import { AuthFeature } from '../features/auth-feature';
import { AuthInterceptor } from '../http/auth-interceptor';
import { provideAuth } from './provide-auth';

/** Sets up authentication in an application of NgModules. */
@NgModule()
export class AuthModule {
  /**
   * Calls `provideAuth()` with the same arguments, and registers `AuthInterceptor`. Import it once, in the root module.
   */
  static forRoot(
    config: AuthConfigSource,
    ...features: readonly AuthFeature[]
  ): ModuleWithProviders<AuthModule> {
    return {
      ngModule: AuthModule,
      providers: [
        provideAuth(config, ...features),
        { provide: HTTP_INTERCEPTORS, useClass: AuthInterceptor, multi: true },
      ],
    };
  }
}
