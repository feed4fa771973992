'use client';

/** Used when the root layout fails. Catalogue and styles may be missing, so the text is plain and in both languages. */
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="en">
      <body style={{ fontFamily: 'system-ui, sans-serif', padding: '3rem', maxWidth: '40rem', margin: '0 auto' }}>
        <title>Milepost</title>
        <h1 style={{ fontSize: '1.25rem' }}>Milepost cannot show this page.</h1>
        <p>Something went wrong on our side. Please try again in a moment.</p>
        <p lang="fr">Une erreur est survenue de notre côté. Réessayez dans un instant.</p>
        {error.digest ? <p>Event {error.digest}</p> : null}
        <p>
          <a href="/">Milepost</a>
        </p>
      </body>
    </html>
  );
}
