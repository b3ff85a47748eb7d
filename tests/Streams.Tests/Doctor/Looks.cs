using System.Collections.Immutable;
using FlowLang.Runtime;
using FlowLang.Streams.Tests.Kafka;

namespace FlowLang.Streams.Tests.Doctor;

/// <summary>What looks at the ends of a stream tell: a line each, with the code of what is wrong.</summary>
internal static class Looks
{
    public static async Task<string[]> AtAsync(
        IStreamStore store, string pipeline, StateSignature signature, ImmutableArray<PartitionProgress>? kept = null)
    {
        List<string> lines = [];
        EndpointAudit audit = new(
            (endpoint, found) => lines.Add($"{endpoint}: {found}"), (endpoint, error) => lines.Add($"{endpoint}: {error.Code}"));
        StreamRun run = KafkaTopic.Run(pipeline);
        ImmutableArray<PartitionProgress>? found = await store.LookAsync(run, signature, audit, CancellationToken.None);
        if (kept is { } wanted)
        {
            Assert.Equal(wanted.AsEnumerable(), found ?? []);
        }

        return [.. lines];
    }

    public static async Task<FlowError> RefusalAsync(Func<Task> look) => (await Assert.ThrowsAsync<FlowException>(look)).Error;
}
