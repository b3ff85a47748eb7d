namespace FlowLang.Streams;

/// <summary>A table of a batch connection that a stream joins: read whole when the pipeline starts, and again and again then.</summary>
/// <param name="Name">The relation, as the program calls it.</param>
/// <param name="Place">Where it is, as in the program: <c>lake.csv("zones.csv")</c>.</param>
/// <param name="Every">How long after a reading the next one begins.</param>
/// <param name="Read">
/// Reads it: a <see cref="TableIndex{TKey,TRow}"/> of the join's own types. A <see cref="FlowLang.Runtime.FlowException"/> says that it
/// can't be read now.
/// </param>
public sealed record ReloadedTable(string Name, string Place, TimeSpan Every, Func<StreamRun, CancellationToken, Task<ITableRows>> Read);
