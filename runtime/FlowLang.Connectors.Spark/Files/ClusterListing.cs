using System.Collections.Immutable;
using FlowLang.Connectors.Files;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Spark;

/// <summary>Files that this process does not have and the cluster has, under the same path: Spark lists them.</summary>
internal static class ClusterListing
{
    /// <summary>
    /// What <paramref name="local"/> gives; where it finds no file, the cluster's. Throws RT2001 where that has none either.
    /// </summary>
    public static async Task<(ImmutableArray<DataFile> Files, bool IsRemote)> MatchAsync(
        SparkBatch spark, Func<ImmutableArray<DataFile>> local, FilePlace place, string source, CancellationToken cancel)
    {
        try
        {
            return (local(), false);
        }
        catch (FlowException e) when (e.Error.Code == FileErrors.NoFileCode)
        {
            ImmutableArray<DataFile> found = await ListAsync(spark, place, source, cancel);
            return found.IsEmpty ? throw SparkErrors.NoFile(e.Error) : (found, true);
        }
    }

    private static async Task<ImmutableArray<DataFile>> ListAsync(
        SparkBatch spark, FilePlace place, string source, CancellationToken cancel)
    {
        if (place.Pattern.Contains("**", StringComparison.Ordinal))
        {
            return [];
        }

        string sql = $"SELECT path, length FROM binaryFile.{SparkTypes.Name(SparkPath.ToList(place))}";
        try
        {
            var rows = await spark.RowsAsync(sql, $"listing {source}", cancel);
            return [.. rows.Select(row => FileOf(row, place)).OfType<DataFile>().OrderBy(f => f.Name, StringComparer.Ordinal)];
        }
        catch (FlowException e) when (e.Error.Why?.Contains("PATH_NOT_FOUND", StringComparison.Ordinal) == true)
        {
            return [];
        }
    }

    // A folder that matches the path's last part would be read with what is in it.
    private static DataFile? FileOf(ImmutableArray<string?> row, FilePlace place)
    {
        const string scheme = "file:";
        string path = row[0] is { } uri && uri.StartsWith(scheme, StringComparison.Ordinal) ? uri[scheme.Length..] : row[0] ?? "";
        string full = "/" + path.TrimStart('/');
        string name = Path.GetRelativePath(place.Root, full);
        return name.Count('/') == place.Pattern.Count('/')
            ? new DataFile(full, name, Numbers.Long(row[1]), DateTime.UnixEpoch)
            : null;
    }
}
