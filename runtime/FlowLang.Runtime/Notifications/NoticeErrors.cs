namespace FlowLang.Runtime;

/// <summary>Errors of telling somebody: RT7070 to RT7075. Addresses are often secrets themselves, so only their hosts are named.</summary>
public static class NoticeErrors
{
    /// <summary>No answer, or one that says that it may work later.</summary>
    public static FlowException Unreachable(string connection, string host, string why) => new(new FlowError(
        "RT7070", $"`{connection}` could not be told", $"{host}: {why}",
        "see whether the host can be reached from here and is well; the notice is tried again for a while")
    {
        Transient = true,
    });

    /// <summary>The server does not take it.</summary>
    public static FlowException Refused(string connection, string host, string why) => new(new FlowError(
        "RT7071", $"`{connection}` does not take notices", $"{host}: {why}",
        "see whether the address is complete and still in use, and what its owner says of it; `notify --test` tries again"));

    public static FlowException BadAddress(string connection, string why, string help) => new(new FlowError(
        "RT7072", $"connection `{connection}` is not well described", why, help)
    {
        Kind = ErrorKind.Usage,
    });

    /// <summary>A server of mail that does not know this user.</summary>
    public static FlowException NotAllowed(string connection, string host, string why) => new(new FlowError(
        "RT7073", $"`{connection}` can't log in", $"{host}: {why}",
        "give `user` and `password` of a mailbox that may send; some want a token of the application"));

    /// <summary>Asked to test, and nobody is there to be told.</summary>
    public static FlowError NobodyToTell(string program) => RunErrors.Usage(
        "RT7074", $"nobody is told anything by `{program}`",
        "declare a connection of kind slack, webhook or email and `on_failure: notify(…)`");

    public static FlowError Unknown(string name, IEnumerable<string> known) => RunErrors.Usage(
        "RT7075", $"there is nobody called `{name}` to tell", $"known: {string.Join(", ", known)}");
}
