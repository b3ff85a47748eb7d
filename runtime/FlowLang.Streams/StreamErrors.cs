using System.Globalization;
using FlowLang.Runtime;

namespace FlowLang.Streams;

/// <summary>Errors of stream pipelines: RT4100 to RT4114.</summary>
public static class StreamErrors
{
    /// <summary>A record is not of the declared type, and the stream says <c>on_bad_record: fail</c>.</summary>
    public static FlowError BadRecord(StreamInput input, StreamPartition partition, long offset, string code, string message)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new("RT4100", $"record {offset} of {partition} can't be processed: {message} ({code})",
            $"`{input.Relation}` says what becomes of bad records: `on_bad_record: fail`, which is the default",
            "nothing from this record on was committed; correct the producer, or keep bad records apart with `dead_letter(\"…\")`");
    }

    /// <summary>A record that `max_ahead` refuses: one bad clock must not close windows.</summary>
    public static FlowError TooFarAhead(StreamInput input, long time)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new(
            "RT4101", $"its event time {EventTime.Instant(time):yyyy-MM-dd'T'HH:mm:ss'Z'} is more than `max_ahead` ahead of the clock");
    }

    /// <summary>Of <see cref="Fenced"/>.</summary>
    internal const string FencedCode = "RT4102";

    /// <summary>A partition more, and keys are in other partitions than the groups that are kept of them.</summary>
    internal static FlowError PartitionAdded(StreamPartition partition, int had) => new(
        "RT4191", $"{partition} was added: the topic had {had} partitions",
        "several instances keep the groups of a key with the partition that the key is in, and now keys are in other ones",
        "all that arrived was committed; let the groups end in the old partitions, and go on under another name of the pipeline")
    {
        Kind = ErrorKind.Schema,
    };

    /// <summary>The store has what the pipeline did before its `instances` changed.</summary>
    /// <param name="group">The pipeline's.</param>
    /// <param name="wasSharded">It was of several instances.</param>
    public static FlowError OtherInstances(string group, bool wasSharded) => new(
        "RT4192", $"`{group}` was run as {(wasSharded ? "several instances" : "one instance")} before",
        wasSharded
            ? "positions and state are kept for each partition by itself, and one instance would begin anew"
            : "positions and state are kept together, and several instances would begin anew",
        "nothing was read; set `instances` back, or begin anew under another name of the pipeline")
    {
        Kind = ErrorKind.Schema,
    };

    /// <summary>Another instance took partitions over while this one ran.</summary>
    public static FlowError Fenced(FencedException e)
    {
        ArgumentNullException.ThrowIfNull(e);
        return new(FencedCode, $"another instance of this pipeline took {e.Partition} over",
            "what this one had not committed was dropped: the other one does it",
            "a stream pipeline runs as one instance: stop this one or the other");
    }

    /// <summary>The broker gave partitions to another member of the group, and the groups of their keys are here.</summary>
    public static FlowError Moved(StreamPartition partition) => new(
        "RT4103", $"{partition} was given to another instance of this pipeline",
        "groups of its keys are held here, and a pipeline with groups, windows or `dedupe` runs as one instance",
        "all that arrived was committed; stop the other instance");

    /// <summary>The state in the store is of a program whose operators differ.</summary>
    public static FlowError OtherState(string name, string? had, string? wanted) => new(
        "RT4104", $"the state of `{name}` was kept by another version of the program",
        had is null ? $"there is none yet, and other operators have some; now it is {wanted}"
        : wanted is null ? $"it was {had}, and the program has no such operator any more"
        : $"it was {had}, and now it is {wanted}",
        "nothing was read; run the version that kept it, or start anew by another name of the pipeline and another consumer group")
    {
        Kind = ErrorKind.Schema,
    };

    /// <summary>An operator that remembers more than the process may.</summary>
    /// <param name="largest">The operator that holds most.</param>
    /// <param name="bytes">Of all operators, about.</param>
    /// <param name="most">Of all operators.</param>
    public static FlowError TooMuchState(StateTable largest, long bytes, long most)
    {
        ArgumentNullException.ThrowIfNull(largest);
        return new(
            "RT4113", $"the state of the pipeline takes about {Megabytes(bytes)}, and may take {Megabytes(most)}",
            $"`{largest.Signature.Name}` holds {largest.Count.ToString("N0", CultureInfo.InvariantCulture)} entries, "
                + $"about {Megabytes(largest.Bytes)}",
            "nothing of this round was committed; give the process more (`--memory 2GB`, FLOW_MEMORY), or keep less: a shorter window, "
            + "`late:` or `ttl`, keys with fewer values");
    }

    /// <summary>State that memory has no room for, and the disk neither.</summary>
    public static FlowError Spill(string folder, string why) => new(
        "RT4114", $"state can't be put aside in {folder}", why,
        "nothing of this round is lost; make room there, set TMPDIR to a larger disk, or give the process more memory (`--memory 2GB`)");

    /// <summary>A row of a table that the generated code can't take: a float that is no number, say.</summary>
    public static FlowError TableRow(string table, string message) => new(
        "RT4190", $"a row of `{table}` can't be joined: {message}", null, "leave the row out in a transform of the table, and join that");

    /// <summary>Bytes of the state that are no state.</summary>
    public static FlowError BrokenState(string name, string why) => new(
        "RT4105", $"the state of `{name}` can't be read", why, "restore the store from a backup; nothing was read or written");

    private static string Megabytes(long bytes) => $"{(bytes / (double)(1 << 20)).ToString("N1", CultureInfo.InvariantCulture)} MB";
}
