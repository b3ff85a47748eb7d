using System.Security.Cryptography;
using Apache.Arrow;
using FlowLang.Connectors.Spark.Protocol;
using FlowLang.Runtime;
using Google.Protobuf;
using Grpc.Core;

namespace FlowLang.Connectors.Spark;

/// <summary>
/// Rows of this process as a relation in the cluster: few inside the plan, more as an artifact that the plan names by its SHA-256. Beyond
/// the limit they belong into files, which the cluster reads by itself.
/// </summary>
internal static class LocalRows
{
    private const int MaxInline = 1024 * 1024;
    private const int MaxUpload = 256 * 1024 * 1024;
    private const int Chunk = 1024 * 1024;

    public static async Task<Relation> RelationAsync(SparkCalls calls, SparkBatches rows, CancellationToken cancel)
    {
        if (rows.Batches.Sum(batch => batch.Arrays.Sum(array => SizeOf(array.Data))) > MaxUpload)
        {
            throw new FlowException(SparkErrors.LocalData(
                rows.Title, $"they have more than {MaxUpload / 1024 / 1024} MB", "write them to files that the cluster can read"));
        }

        LocalRelation local = new() { Data = UnsafeByteOperations.UnsafeWrap(await ArrowBatches.WriteAsync(rows.Batches, cancel)) };
        if (local.Data.Length <= MaxInline)
        {
            return new Relation { LocalRelation = local };
        }

        byte[] artifact = local.ToByteArray();
        string hash = Convert.ToHexStringLower(SHA256.HashData(artifact));
        await UploadAsync(calls, $"cache/{hash}", artifact, rows.Title, cancel);
        return new Relation { CachedLocalRelation = new CachedLocalRelation { Hash = hash } };
    }

    private static long SizeOf(ArrayData data) =>
        data.Buffers.Sum(buffer => (long)buffer.Length) + (data.Children?.Sum(SizeOf) ?? 0);

    private static async Task UploadAsync(SparkCalls calls, string name, byte[] bytes, string title, CancellationToken cancel)
    {
        SparkWork work = SparkWork.Called($"sending the rows of {title}");
        AddArtifactsResponse response = await calls.CallAsync(options => SendAsync(calls, name, bytes, options), work, cancel);
        if (response.Artifacts.Any(artifact => !artifact.IsCrcSuccessful))
        {
            throw new FlowException(SparkErrors.LocalData(title, "they arrived damaged", "run again"));
        }
    }

    private static async Task<AddArtifactsResponse> SendAsync(SparkCalls calls, string name, byte[] bytes, CallOptions options)
    {
        using AsyncClientStreamingCall<AddArtifactsRequest, AddArtifactsResponse> call = calls.Client.AddArtifacts(options);
        AddArtifactsRequest begin = calls.From(new AddArtifactsRequest
        {
            BeginChunk = new AddArtifactsRequest.Types.BeginChunkedArtifact
            {
                Name = name,
                TotalBytes = bytes.Length,
                NumChunks = (bytes.Length + Chunk - 1) / Chunk,
                InitialChunk = ChunkOf(bytes, 0),
            },
        });
        await call.RequestStream.WriteAsync(begin);
        for (int at = Chunk; at < bytes.Length; at += Chunk)
        {
            await call.RequestStream.WriteAsync(calls.From(new AddArtifactsRequest { Chunk = ChunkOf(bytes, at) }));
        }

        await call.RequestStream.CompleteAsync();
        return await call;
    }

    private static AddArtifactsRequest.Types.ArtifactChunk ChunkOf(byte[] bytes, int at)
    {
        ReadOnlyMemory<byte> part = bytes.AsMemory(at, Math.Min(Chunk, bytes.Length - at));
        return new() { Data = UnsafeByteOperations.UnsafeWrap(part), Crc = Crc32.Of(part.Span) };
    }
}
