#!/bin/bash
# First start of a Trino node. Runs once; Systems Manager does everything later.
set -euo pipefail
dnf install -y docker jq
systemctl enable --now docker
aws ecr get-login-password --region ${region} | docker login --username AWS --password-stdin ${registry}
token=$(curl -sX PUT http://169.254.169.254/latest/api/token -H 'X-aws-ec2-metadata-token-ttl-seconds: 60')
self=$(curl -s -H "X-aws-ec2-metadata-token: $token" http://169.254.169.254/latest/meta-data/local-ipv4)
coordinator=$self
if [ "${role}" = worker ]; then
  until coordinator=$(aws ec2 describe-instances --region ${region} \
      --filters Name=tag:TrinoRole,Values=coordinator Name=tag:Environment,Values=${environment} Name=instance-state-name,Values=running \
      --query 'Reservations[0].Instances[0].PrivateIpAddress' --output text) && [ "$coordinator" != None ]; do sleep 5; done
fi
secret=$(aws secretsmanager get-secret-value --region ${region} --secret-id '${secret}' --query SecretString --output text)
install -d -m 700 /etc/trunkline
# The password goes through a file that only root reads, never through the process list.
printf 'CATALOG_HOST=%s\nCATALOG_USER=%s\nCATALOG_PASSWORD=%s\nLAKE=%s\nCOORDINATOR=http://%s:8080\nROLE=%s\n' \
  '${catalog_host}' "$(jq -r .username <<<"$secret")" "$(jq -r .password <<<"$secret")" '${lake}' "$coordinator" '${role}' >/etc/trunkline/trino.env
chmod 600 /etc/trunkline/trino.env
docker run -d --name trino --restart always --network host --read-only --tmpfs /tmp --tmpfs /data/trino:uid=1000 --env-file /etc/trunkline/trino.env \
  --log-driver awslogs --log-opt awslogs-region=${region} --log-opt awslogs-group=${log_group} ${image}
