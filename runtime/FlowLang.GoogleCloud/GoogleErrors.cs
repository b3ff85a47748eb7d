using FlowLang.Runtime;

namespace FlowLang.GoogleCloud;

/// <summary>RT2058 to RT2069: credentials of Google Cloud, and secrets of Secret Manager.</summary>
internal static class GoogleErrors
{
    public static FlowException NoCredentials(string why, Exception? inner = null) => Error(
        "RT2058", "there are no credentials of Google Cloud", why,
        "a machine of Google Cloud has those of its service account; elsewhere let GOOGLE_APPLICATION_CREDENTIALS name a file of "
        + "credentials, or run `gcloud auth application-default login`", ErrorKind.Usage, inner: inner);

    public static FlowException NoToken(string why, bool transient, Exception? inner = null) => Error(
        "RT2059", "Google Cloud gives out no access token", why,
        transient
            ? "try later; `retry:` of the pipeline does so by itself"
            : "check the credentials: are they still valid, may they stand for the account that they name, and is this machine's clock "
            + "right?",
        transient: transient, inner: inner);

    public static FlowException NoAccount() => Error(
        "RT2059", "Google Cloud does not say whose access token it is", "the credentials are of no service account",
        "let GOOGLE_APPLICATION_CREDENTIALS name those of one, or let the program run as one");

    public static FlowException NoSecret(string version, string? why, string? help, bool transient) => Error(
        "RT2065", $"{version} of Secret Manager can't be read", why,
        help ?? (transient ? "try later" : "store it as text in UTF-8"),
        transient ? ErrorKind.Run : ErrorKind.Usage, transient);

    public static FlowException NoProject(string secret) => Error(
        "RT2065", $"secret `{secret}` of Secret Manager can't be read", "nothing says which project it is in",
        "set GOOGLE_CLOUD_PROJECT, or write `gcp.secret(\"projects/PROJECT/secrets/NAME\")`", ErrorKind.Usage);

    public static FlowException DamagedSecret(string version) => Error(
        "RT2066", $"{version} of Secret Manager did not arrive as it is stored", "its CRC32C is another one", "run again",
        transient: true);

    private static FlowException Error(
        string code, string message, string? why, string? help, ErrorKind kind = ErrorKind.Run, bool transient = false,
        Exception? inner = null) =>
        new(new FlowError(code, message, why, help) { Kind = kind, Transient = transient }, inner);
}
