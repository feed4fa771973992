import { searchAddress } from '@/components/list/filter-address';

export const customersAddress = searchAddress('/customers');
