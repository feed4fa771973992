import { searchAddress } from '@/components/list/filter-address';

export const domainsAddress = searchAddress('/domains');
