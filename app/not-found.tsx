import { NotFoundState } from './not-found-state';
import { pageTitle } from './page-title';

export const generateMetadata = pageTitle('common', 'notFoundTitle');

export default function NotFound() {
  return (
    <main className="grid min-h-dvh place-items-center">
      <div>
        <NotFoundState />
      </div>
    </main>
  );
}
