import { Refusal } from '@/lib/errors';
import { actorOfSignIn } from '@/lib/identity';
import { fetchPicture, insidePictureBytes, pictureHeaders, readPictureAddress } from '@/lib/webmail';

/**
 * A picture in a message. The message's frame has its own origin and sends no cookie, so the signed URL identifies the
 * reader. It is checked against the sign-in's row like any other request. Every failure looks the same.
 */
export async function GET(_: Request, { params }: { params: Promise<{ token: string }> }): Promise<Response> {
  try {
    const claim = readPictureAddress((await params).token);
    const actor = await actorOfSignIn(claim.s);
    if (!actor) throw new Refusal('signed-out');
    const { type, bytes } =
      claim.k === 'r'
        ? await fetchPicture(claim.a)
        : await insidePictureBytes(actor, { folder: claim.f, uidValidity: claim.v, uid: claim.u }, claim.p);
    return new Response(new Uint8Array(bytes), { headers: { ...pictureHeaders, 'content-type': type } });
  } catch {
    return new Response(null, { status: 404, headers: { 'cache-control': 'no-store' } });
  }
}
