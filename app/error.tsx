'use client';

import { Trouble } from '@/components/trouble';

export default Trouble;
