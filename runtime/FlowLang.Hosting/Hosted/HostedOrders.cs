namespace FlowLang.Hosting;

/// <summary>
/// How a process that hosts programs (<c>flowc serve</c>) and one of them talk: the program says a line with its address when it listens,
/// and gets a line when it may start runs, and one when it is to end. A closed input means the end, too.
/// </summary>
public static class HostedOrders
{
    /// <summary>Begins the line with the address.</summary>
    public const string Serving = "@serving ";

    public const string Begin = "begin";

    public const string End = "end";
}
