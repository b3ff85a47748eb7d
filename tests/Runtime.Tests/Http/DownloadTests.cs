using System.Security.Cryptography;
using System.Text;
using FlowLang.Connectors.Http;

namespace FlowLang.Runtime.Tests.Http;

/// <summary>Files of a server that does what it should, or cuts off, changes and loses them.</summary>
public sealed class DownloadTests : IAsyncLifetime
{
    private const int Size = 300_000;

    private readonly HttpBox _http = new();
    private readonly string _text = HttpBox.Lines(Size);

    public Task InitializeAsync()
    {
        _http.Server.Put("/data/t.csv", _text);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _http.DisposeAsync();

    [Fact]
    public async Task A_file_is_read_as_one_of_a_folder_and_its_facts_are_kept()
    {
        (string rows, SourceFile file) = await _http.ReadAsync(_http.Csv());
        Assert.Equal(Expected(_text), rows);
        Assert.Equal(
            ("t.csv", $"{_http.Server.Url}/data/t.csv", (long)_text.Length, Hash(_text), true),
            (file.Name, file.Url, file.Bytes, file.Sha256, file.IsFetched));
        Assert.NotNull(file.ETag);
    }

    [Fact]
    public async Task An_unchanged_file_is_asked_about_and_not_sent_again()
    {
        await _http.ReadAsync(_http.Csv());
        (string rows, SourceFile file) = await _http.ReadAsync(_http.Csv());
        Assert.Equal((Expected(_text), false), (rows, file.IsFetched));
        Assert.Equal(file.ETag, _http.Server.Requests[^1]["If-None-Match"]);
    }

    [Fact]
    public async Task A_reissued_file_is_fetched()
    {
        await _http.ReadAsync(_http.Csv());
        string reissued = HttpBox.Lines(Size, "anew");
        _http.Server.Put("/data/t.csv", reissued);
        (string rows, SourceFile file) = await _http.ReadAsync(_http.Csv());
        Assert.Equal((Expected(reissued, "anew"), Hash(reissued), true), (rows, file.Sha256, file.IsFetched));
    }

    [Fact]
    public async Task A_server_without_entity_tags_sends_the_file_again_and_its_hash_tells_that_it_is_the_same()
    {
        _http.Server.HasValidators = false;
        (_, SourceFile first) = await _http.ReadAsync(_http.Csv());
        (string rows, SourceFile second) = await _http.ReadAsync(_http.Csv());
        Assert.Equal((Expected(_text), first.Sha256, null), (rows, second.Sha256, second.ETag));
    }

    [Fact]
    public async Task A_body_that_is_cut_off_goes_on_where_it_ended()
    {
        CutFirst(times: 3, at: 100_000);
        (string rows, SourceFile file) = await _http.ReadAsync(_http.Csv());
        Assert.Equal((Expected(_text), Hash(_text)), (rows, file.Sha256));
        Assert.Equal([null, "bytes=100000-", "bytes=200000-", "bytes=300000-"], _http.Server.Requests.Select(r => r["Range"]));
        Assert.All(_http.Server.Requests.Skip(1), r => Assert.Equal(file.ETag, r["If-Range"]));
    }

    [Fact]
    public async Task Without_ranges_it_begins_again()
    {
        _http.Server.HasRanges = false;
        CutFirst(times: 2, at: 100_000);
        (string rows, SourceFile file) = await _http.ReadAsync(_http.Csv());
        Assert.Equal((Expected(_text), Hash(_text), 3), (rows, file.Sha256, _http.Server.Requests.Count));
    }

    [Fact]
    public async Task Where_no_entity_tag_names_the_version_it_begins_again()
    {
        _http.Server.HasValidators = false;
        CutFirst(times: 1, at: 100_000);
        (_, SourceFile file) = await _http.ReadAsync(_http.Csv());
        Assert.Equal(Hash(_text), file.Sha256);
        Assert.All(_http.Server.Requests, r => Assert.Null(r["Range"]));
    }

    [Fact]
    public async Task A_file_that_changes_between_its_parts_is_fetched_whole()
    {
        string reissued = HttpBox.Lines(Size, "anew");
        CutFirst(times: 1, at: 100_000, then: () => _http.Server.Put("/data/t.csv", reissued));
        (string rows, SourceFile file) = await _http.ReadAsync(_http.Csv());
        Assert.Equal((Expected(reissued, "anew"), Hash(reissued)), (rows, file.Sha256));
    }

    [Fact]
    public async Task A_server_that_goes_on_with_another_version_all_the_same_is_not_believed()
    {
        string reissued = HttpBox.Lines(Size, "anew");
        bool isFirst = true;
        _http.Server.Change = (request, answer) =>
        {
            if (isFirst)
            {
                isFirst = false;
                _http.Server.Put("/data/t.csv", reissued);
                return answer with { CutAt = 100_000 };
            }

            byte[] all = Encoding.UTF8.GetBytes(reissued);
            return request["Range"] is null
                ? answer
                : new Answer(206, all[100_000..]).With("ETag", "\"other\"")
                    .With("Content-Range", $"bytes 100000-{all.Length - 1}/{all.Length}");
        };
        (string rows, SourceFile file) = await _http.ReadAsync(_http.Csv());
        Assert.Equal((Expected(reissued, "anew"), Hash(reissued)), (rows, file.Sha256));
    }

    [Fact]
    public async Task A_body_that_never_comes_whole_is_an_error_and_the_next_run_goes_on()
    {
        CutFirst(times: 1, at: 100_000, otherwise: answer => answer with { CutAt = 0 });
        FlowError error = await _http.FailAsync(_http.Csv());
        Assert.Equal(("RT2047", true), (error.Code, error.Transient));
        Assert.Contains("the connection was closed in the middle", error.Why, StringComparison.Ordinal);

        _http.Server.Change = (_, answer) => answer;
        (_, SourceFile file) = await _http.ReadAsync(_http.Csv());
        Assert.Equal((Hash(_text), "bytes=100000-"), (file.Sha256, _http.Server.Requests[^1]["Range"]));
    }

    [Fact]
    public async Task A_body_shorter_than_announced_is_not_taken_for_the_file()
    {
        _http.Server.HasRanges = false;
        _http.Server.Change = (_, answer) => answer with { Length = answer.Body.Length + 10 };
        FlowError error = await _http.FailAsync(_http.Csv());
        Assert.Equal("RT2047", error.Code);
        Assert.Contains("the connection was closed in the middle", error.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_stops_in_the_middle_is_left_and_asked_for_the_rest()
    {
        int answers = 0;
        _http.Options = _http.Options with { Timeout = TimeSpan.FromMilliseconds(300), Backoff = TimeSpan.FromMilliseconds(1) };
        _http.Server.Change = (_, answer) => answers++ == 0 ? answer with { StallsAt = 100_000 } : answer;
        (_, SourceFile file) = await _http.ReadAsync(_http.Csv(time: TimeProvider.System));
        Assert.Equal((Hash(_text), "bytes=100000-"), (file.Sha256, _http.Server.Requests[^1]["Range"]));
    }

    [Fact]
    public async Task A_server_that_always_stops_is_an_error()
    {
        _http.Options = _http.Options with { Timeout = TimeSpan.FromMilliseconds(200), Backoff = TimeSpan.Zero, Retries = 1 };
        _http.Server.Change = (_, answer) => answer with { StallsAt = 0 };
        FlowError error = await _http.FailAsync(_http.Csv(time: TimeProvider.System));
        Assert.Equal(("RT2047", true), (error.Code, error.Transient));
        Assert.Contains("it hardly moved for 0.2 s", error.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_runs_at_once_fetch_a_file_once()
    {
        Task<(string Rows, SourceFile File)> Read() => Task.Run(() => _http.ReadAsync(_http.Csv(time: TimeProvider.System)));
        (string Rows, SourceFile File)[] both = await Task.WhenAll(Read(), Read(), Read(), Read());
        Assert.All(both, each => Assert.Equal(Expected(_text), each.Rows));
        Assert.Single(both, each => each.File.IsFetched);
    }

    [Fact]
    public async Task A_query_and_placeholders_name_files_of_their_own()
    {
        _http.Server.Put("/data/2024/green_2024-01.csv", "n,word\n7,seven\n");
        RunInterval january = RunInterval.Of(IntervalUnit.Month, new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero));
        (string rows, SourceFile file) = await _http.ReadAsync(_http.Csv("{year}/green_{month}.csv?format=csv"), january);
        Assert.Equal("1|7|seven|2024/green_2024-01.csv%3Fformat=csv|1", rows);
        Assert.Equal("/data/2024/green_2024-01.csv?format=csv", _http.Server.Requests[0].Target);
        Assert.Equal($"{_http.Server.Url}/data/2024/green_2024-01.csv", file.Url);
    }

    private void CutFirst(int times, int at, Action? then = null, Func<Answer, Answer>? otherwise = null)
    {
        int answers = 0;
        _http.Server.Change = (_, answer) =>
        {
            if (answers++ >= times)
            {
                return otherwise is null ? answer : otherwise(answer);
            }

            then?.Invoke();
            return answer with { CutAt = at };
        };
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Expected(string text, string word = "word")
    {
        long lines = text.Count(c => c == '\n') - 1;
        return $"{lines}|{lines * (lines + 1) / 2}|{word}|t.csv|{lines}";
    }
}
