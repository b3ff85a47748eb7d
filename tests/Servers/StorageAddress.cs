using System.Globalization;
using System.Net.Http.Json;
using Xunit;

namespace FlowLang.Tests.Servers;

/// <summary>The stand-in of Cloud Storage that STORAGE_EMULATOR_HOST names.</summary>
public static class StorageAddress
{
    private const string Reason =
        "needs Cloud Storage: STORAGE_EMULATOR_HOST is not set (`http://host:port`; `docker compose up -d gcs` starts fake-gcs-server)";

    /// <summary>
    /// Its address; skips the test by name where there is none, and fails it where the environment says that there must be one.
    /// </summary>
    public static Uri Require()
    {
        string? found = Environment.GetEnvironmentVariable("STORAGE_EMULATOR_HOST");
        bool isMissing = string.IsNullOrEmpty(found);
        Assert.False(isMissing && Environment.GetEnvironmentVariable("FLOW_REQUIRE_ENGINES") == "1", Reason);
        Skip.If(isMissing, Reason);
        return new Uri(found?.Contains("://", StringComparison.Ordinal) == true ? found : "http://" + found);
    }

    /// <summary>A bucket of a test's own.</summary>
    public static async Task<string> NewBucketAsync()
    {
        string bucket = string.Create(CultureInfo.InvariantCulture, $"flow-{Guid.NewGuid():n}");
        using HttpClient http = new();
        using HttpResponseMessage made = await http.PostAsJsonAsync(new Uri(Require(), "storage/v1/b?project=test"), new { name = bucket });
        made.EnsureSuccessStatusCode();
        return bucket;
    }
}
