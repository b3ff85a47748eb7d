using System.Globalization;
using System.Net;
using FlowLang.GoogleCloud;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Gcs;

/// <summary>
/// RT2050 to RT2057, RT2060 and RT2061: errors of Cloud Storage. What a service's answer says is quoted, never its library's.
/// </summary>
internal static class GcsErrors
{
    public const string UnreachableCode = "RT2051";

    public const string ReplacedCode = "RT2054";

    public const string ChangedCode = "RT2055";

    public static FlowException BadConnection(string connection, string why) => Error(
        "RT2050", $"connection `{connection}` can't be used", why,
        "`bucket: \"name\"`, the name alone; see its options in docs/connectors.md", ErrorKind.Usage);

    public static FlowException NoBucket(string what, string bucket) => Error(
        "RT2050", $"{what}: there is no bucket `{bucket}`", "Cloud Storage does not know it, or does not show it to this account",
        "check `bucket`; a program that is deployed has it made by Terraform", ErrorKind.Usage);

    public static FlowException Unreachable(string what, string? why) => Error(
        UnreachableCode, $"{what}: Cloud Storage can't be reached", why,
        "check the network and a proxy between (and STORAGE_EMULATOR_HOST, where it is set); it was tried several times", transient: true);

    /// <summary>An answer that is no success, and that its caller knows no better word for.</summary>
    /// <param name="said">The message in it; null for none.</param>
    public static FlowException Status(string what, HttpStatusCode status, string? said)
    {
        string why = string.Create(CultureInfo.InvariantCulture, $"it says {(int)status}{(said is null ? "" : ": ")}{said}");
        return status switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => Error(
                "RT2052", $"{what}: Cloud Storage does not allow it", why,
                "give the account that the program runs as the right on the bucket: roles/storage.objectViewer to read, "
                + "roles/storage.objectUser to write"),
            _ when MayPass(status) => Error(
                "RT2053", $"{what}: Cloud Storage can't do it now", why + ", several times",
                "try later; `retry:` of the pipeline does so by itself", transient: true),
            HttpStatusCode.BadRequest when said?.Contains("CRC32C", StringComparison.OrdinalIgnoreCase) == true => Error(
                "RT2056", $"{what}: what was sent did not arrive as it is", why, "run again; nothing of it was kept", transient: true),
            HttpStatusCode.BadRequest when said?.Contains("ncryption", StringComparison.Ordinal) == true => Error(
                "RT2057", $"{what}: the `encryption_key` of the connection is not the object's", why,
                "objects that were written with a key are read with the same one; those without are read by a connection without"),
            _ => Error("RT2053", $"{what}: Cloud Storage does not do it", why, "see what its documentation says of that"),
        };
    }

    /// <summary>The target is no longer what the run saw when it began.</summary>
    public static FlowException Replaced(string sink, string target) => Error(
        ReplacedCode, $"{sink}: somebody else wrote {target} while this run computed",
        "its generation is another one than at the begin of the run, so that replacing it would undo what the other one did",
        "nothing of it was replaced; run again, and see that only one pipeline writes there", transient: true);

    public static FlowException Changed(string source, string target) => Error(
        ChangedCode, $"{source}: {target} changed while it was read",
        "it was replaced or deleted since the run looked which objects there are",
        "run again; nothing was committed", transient: true);

    public static FlowException Checksum(string what, string target, uint? expected, uint found) => Error(
        "RT2056", $"{what}: {target} did not arrive as it was sent",
        $"its CRC32C is {Crc32cSum.Text(found)}, not {(expected is { } sum ? Crc32cSum.Text(sum) : "known")}",
        "run again; nothing of it was kept", transient: true);

    public static FlowException Cut(string source, string target, string why) => Error(
        UnreachableCode, $"{source}: {target} does not come whole", why, "it was tried several times; run again", transient: true);

    public static FlowException NotAFile(string source, string name) => Error(
        "RT2060", $"{source}: the object `{name}` can't be read as a file", "its name has empty parts, `.`, `..`, or one that is too long",
        "rename it, or give a path that does not match it");

    public static FlowException NoRoom(string source, string path, string why) => Error(
        "RT2060", $"{source}: objects can't be kept in {path}", why,
        "make room there, or let TMPDIR name a folder that has it: a run keeps copies of what it reads until it ends");

    public static FlowException Manifest(string what, string name) => Error(
        "RT2061", $"{what}: {name} is not a manifest that this version can read", "it says which files of its folder are committed",
        "was it written by a newer version, or by hand? restore it, or delete the folder and load it again");

    public static bool MayPass(HttpStatusCode status) => status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests
        or >= HttpStatusCode.InternalServerError;

    private static FlowException Error(
        string code, string message, string? why, string? help, ErrorKind kind = ErrorKind.Run, bool transient = false) =>
        new(new FlowError(code, message, why, help) { Kind = kind, Transient = transient });
}
