"""An emulated AWS account: moto, in a process of its own on a free loopback port, gone when the test is."""
import os
import pathlib
import subprocess
import sys


class Emulator:
    """with Emulator(account, region) as aws: aws.client("iam"); with AWS's own managed policies on request"""

    def __init__(self, account, region, managed_policies=False):
        self.account, self.region, self.managed_policies = account, region, managed_policies

    def __enter__(self):
        self.process = subprocess.Popen(
            [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env={**os.environ, "MOTO_ACCOUNT_ID": self.account, "MOTO_IAM_LOAD_MANAGED_POLICIES": str(self.managed_policies).lower()})
        self.endpoint = self.process.stdout.readline().strip()
        if not self.endpoint:
            raise RuntimeError("moto did not start")
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait(timeout=30)
        self.process.stdout.close()

    @property
    def environment(self):
        """For programs that read the usual variables of AWS's SDKs."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith("AWS_")}
        return {**kept, "AWS_ENDPOINT_URL": self.endpoint, "AWS_ACCESS_KEY_ID": "testing",
                "AWS_SECRET_ACCESS_KEY": "testing", "AWS_SESSION_TOKEN": "testing", "AWS_REGION": self.region,
                "AWS_DEFAULT_REGION": self.region, "AWS_EC2_METADATA_DISABLED": "true",
                "AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull}

    def client(self, service):
        import boto3
        return boto3.session.Session("testing", "testing", "testing", self.region).client(
            service, endpoint_url=self.endpoint)


def serve():
    """Prints the address, then serves until standard input ends."""
    sys.path.remove(str(pathlib.Path(__file__).parent))  # our module names are not moto's
    import logging
    from moto.server import ThreadedMotoServer
    logging.getLogger("werkzeug").setLevel(logging.CRITICAL)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    print(f"http://{host}:{port}", flush=True)
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    serve()
