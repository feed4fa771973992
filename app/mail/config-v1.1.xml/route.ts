export { GET } from '../../.well-known/autoconfig/mail/config-v1.1.xml/route';
