'use client';

import { ErrorState } from '@/components/error-state';

export default ErrorState;
