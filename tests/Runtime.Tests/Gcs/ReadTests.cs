using FlowLang.Connectors.Files;
using FlowLang.Connectors.Gcs;
using FlowLang.Runtime.Tests.Http;

namespace FlowLang.Runtime.Tests.Gcs;

public sealed class ReadTests
{
    [SkippableFact]
    public async Task Objects_are_found_by_globs_and_read_as_files()
    {
        await using GcsBox box = await GcsBox.NewAsync();
        await box.PutAsync("trips/dt=2024-01-01/a b.csv", "n,word\n1,x\n2,y\n");
        await box.PutAsync("trips/dt=2024-01-01/.hidden.csv", "n,word\n100,x\n");
        await box.PutAsync("trips/dt=2024-01-02/b.csv.gz", Sandbox.Gzip("n,word\n4,z\n"));
        await box.PutAsync("trips/dt=2024-01-02/deep/c.csv", "n,word\n8,z\n");
        await box.PutAsync("trips/", "");
        await box.PutAsync("other.csv", "n,word\n16,z\n");

        Assert.Equal("3|7|trips/dt=2024-01-01/a b.csv|2", await box.RowsAsync(box.Csv("trips/*/*.csv*")));
        Assert.Equal("4|15|trips/dt=2024-01-01/a b.csv|2", await box.RowsAsync(box.Csv("trips/**/*.csv*")));
        Assert.Equal("1|4|trips/dt=2024-01-02/b.csv.gz|1", await box.RowsAsync(box.Csv("trips/dt=2024-01-02/b.csv.gz")));
        Assert.Equal("1|16|other.csv|1", await box.RowsAsync(box.Csv("*.csv")));
        box.Options = box.Options with { Prefix = "trips/dt=2024-01-02" };
        Assert.Equal("1|8|deep/c.csv|1", await box.RowsAsync(box.Csv("deep/?.csv")));
    }

    [SkippableFact]
    public async Task Large_objects_come_in_ranges_and_a_cut_range_goes_on_where_it_ended()
    {
        await using GcsBox box = await GcsBox.NewAsync();
        string text = HttpBox.Lines(17 << 20, "a rather long word to fill the line");
        await box.PutAsync("big.csv", text);
        int cut = 0;
        box.Proxy.Fault = (request, right) => request["alt"] == "media" && cut++ % 2 == 0 ? right() with { CutAfter = 1_000_000 } : null;
        long rows = text.Count(c => c == '\n') - 1;
        Assert.Equal($"{rows}|{rows * (rows + 1) / 2}|big.csv|{rows}", await box.RowsAsync(box.Csv("big.csv")));
        string[] ranges = [.. box.Proxy.Requests.Where(r => r["alt"] == "media").Select(r => r.Header("Range") ?? "")];
        Assert.Contains("bytes=0-16777215", ranges);
        Assert.Contains(ranges, range => range.StartsWith("bytes=1000000-", StringComparison.Ordinal)
            || range.StartsWith("bytes=17777216-", StringComparison.Ordinal));
    }

    [SkippableTheory]
    [InlineData(503)]
    [InlineData(429)]
    public async Task What_may_pass_is_tried_again_and_said_when_it_stays(int status)
    {
        await using GcsBox box = await GcsBox.NewAsync();
        await box.PutAsync("t.csv", "n,word\n1,x\n");
        int failures = 2;
        box.Proxy.Fault = (_, _) => failures-- > 0 ? StorageProxy.Fails(status) : null;
        Assert.Equal("1|1|t.csv|1", await box.RowsAsync(box.Csv("t.csv")));
        failures = int.MaxValue;
        FlowError error = await box.Box.FailAsync(box.Csv("*.csv"));
        Assert.Equal(("RT2053", true), (error.Code, error.Transient));
        Assert.Contains($"{status}: as the test says", error.Why, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Bytes_that_are_not_those_of_the_object_are_never_loaded()
    {
        await using GcsBox box = await GcsBox.NewAsync();
        await box.PutAsync("t.csv", "n,word\n1,x\n");
        int wrong = 1;
        box.Proxy.Fault = (request, right) => request["alt"] == "media" && wrong-- > 0
            ? right() with { Body = "n,word\n2,x\n"u8.ToArray() }
            : null;
        Assert.Equal("1|1|t.csv|1", await box.RowsAsync(box.Csv("t.csv")));
        wrong = int.MaxValue;
        Assert.Equal("RT2056", (await box.Box.FailAsync(box.Csv("t.csv"))).Code);
    }

    [SkippableFact]
    public async Task An_object_that_changes_while_it_is_read_ends_the_run()
    {
        await using GcsBox box = await GcsBox.NewAsync();
        await box.PutAsync("t.csv", "n,word\n1,x\n");
        box.Proxy.Fault = (request, _) =>
        {
            Assert.True(request["alt"] != "media" || request["ifGenerationMatch"]?.Length > 1);
            return request["alt"] == "media" ? StorageProxy.Fails(412, "conditionNotMet") : null;
        };
        FlowError error = await box.Box.FailAsync(box.Csv("t.csv"));
        Assert.Equal(("RT2055", true), (error.Code, error.Transient));
    }

    [SkippableFact]
    public async Task What_is_missing_or_forbidden_is_said()
    {
        await using GcsBox box = await GcsBox.NewAsync();
        await box.PutAsync("data/t.csv", "n,word\n1,x\n");
        FlowError none = await box.Box.FailAsync(box.Csv("data/*.json"));
        Assert.Equal(("RT2001", "what is there: data/t.csv"), (none.Code, none.Why));
        box.Proxy.Fault = (_, _) => StorageProxy.Fails(403, "flow@x.iam does not have storage.objects.list access");
        FlowError forbidden = await box.Box.FailAsync(box.Csv("data/*.csv"));
        Assert.Equal("RT2052", forbidden.Code);
        Assert.Contains("does not have storage.objects.list access", forbidden.Why, StringComparison.Ordinal);
        box.Proxy.Fault = (_, _) => null;
        box.Options = box.Options with { Bucket = "no-such-" + box.Bucket };
        Assert.Equal("RT2050", (await box.Box.FailAsync(box.Csv("data/*.csv"))).Code);
        Assert.Equal("RT2050", (await box.Box.FailAsync(box.Csv("data/t.csv"))).Code);
        box.Options = box.Options with { Endpoint = new Uri("http://127.0.0.1:9") };
        Assert.Equal("RT2051", (await box.Box.FailAsync(box.Csv("data/*.csv"))).Code);
    }

    [SkippableFact]
    public async Task The_customers_key_goes_with_each_request_for_an_object_and_is_never_shown()
    {
        await using GcsBox box = await GcsBox.NewAsync();
        await box.PutAsync("t.csv", "n,word\n1,x\n");
        string key = Convert.ToBase64String(Enumerable.Range(0, 32).Select(i => (byte)i).ToArray());
        box.Options = box.Options with { EncryptionKey = new Secret("key", key) };
        Assert.Equal("1|1|t.csv|1", await box.RowsAsync(box.Csv("t.csv")));
        RestRequest read = box.Proxy.Requests.Last(r => r["alt"] == "media");
        Assert.Equal(("AES256", key), (read.Header("x-goog-encryption-algorithm"), read.Header("x-goog-encryption-key")));
        Assert.Equal("Yw3NKWbEM2aRElRIu7JbT/QSpJxzLbLIq8G4WBvXEN0=", read.Header("x-goog-encryption-key-sha256"));

        box.Proxy.Fault = (_, _) => StorageProxy.Fails(400, "The provided encryption key is incorrect.");
        FlowError wrong = await box.Box.FailAsync(box.Csv("t.csv"));
        Assert.Equal("RT2057", wrong.Code);
        Assert.DoesNotContain(key, wrong.ToString(), StringComparison.Ordinal);
        box.Options = box.Options with { EncryptionKey = new Secret("key", "short") };
        Assert.Equal("RT2050", (await box.Box.FailAsync(box.Csv("t.csv"))).Code);
    }

    [SkippableFact]
    public async Task A_token_that_ended_is_renewed()
    {
        await using GcsBox box = await GcsBox.NewAsync();
        await box.PutAsync("t.csv", "n,word\n1,x\n");
        TokenTape tokens = new();
        box.Options = box.Options with { Tokens = tokens };
        box.Proxy.Fault = (request, _) => request.Header("Authorization") == "Bearer token-1" && request["alt"] == "media"
            ? StorageProxy.Fails(401, "Invalid Credentials")
            : null;
        Assert.Equal("1|1|t.csv|1", await box.RowsAsync(box.Csv("t.csv")));
        Assert.Equal("Bearer token-2", box.Proxy.Requests[^1].Header("Authorization"));
        box.Proxy.Fault = (_, _) => StorageProxy.Fails(401, "Invalid Credentials");
        Assert.Equal("RT2052", (await box.Box.FailAsync(box.Csv("t.csv"))).Code);
    }
}
