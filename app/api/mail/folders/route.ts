import { route } from '@/lib/http';
import { listFolders } from '@/lib/webmail';

export const GET = route(async (actor) => Response.json(await listFolders(actor)));
