namespace FlowLang.Connectors.Files.Streams;

/// <summary>The file of a target that is being filled, as the ledger has it.</summary>
/// <param name="Number">From 1: a part of its name.</param>
/// <param name="Length">Bytes of its rows that are committed.</param>
/// <param name="Since">When its first row came; null where it has none.</param>
/// <param name="IsComplete">No row is added any more: it is given its name, or was just before a crash.</param>
internal sealed record OpenFile(long Number, long Length, DateTimeOffset? Since, bool IsComplete)
{
    public static OpenFile First { get; } = new(1, 0, null, false);

    public OpenFile Next => new(Number + 1, 0, null, false);
}
