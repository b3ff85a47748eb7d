using FlowLang.EndToEnd.Tests.Build;
using Xunit;

namespace FlowLang.EndToEnd.Tests.Cli;

public sealed class LockTests : IDisposable
{
    private const string Program = """
        connection lake: files { root: "data" }
        source zones from lake.csv("zones-{day}.csv") { delimiter: ";" }
        transform queens = from zones | where borough == "Queens"
        """;

    private readonly TemporaryFolder _folder = new();

    public LockTests()
    {
        _folder.Write("main.flow", Program);
        _folder.Write(
            "data/zones-2024-01-01.csv",
            """
            zone_id;borough;code;rate;open;since;seen;wall;id
            1;Queens;007;1.25;true;2020-01-01;2020-01-01T10:00:00Z;2020-01-01 10:00;6ba7b810-9dad-11d1-80b4-00c04fd430c8
            2;;008;-12.5;FALSE;2020-01-02;2020-01-01T10:00:00+02:00;2020-01-01T10:00:01.5;6ba7b811-9dad-11d1-80b4-00c04fd430c8

            """);
    }

    [Fact]
    public async Task A_source_without_a_type_takes_it_from_the_lock()
    {
        Assert.Equal(1, (await Flowc("check")).ExitCode);
        CommandResult locked = await Flowc("lock");
        Assert.True(locked.ExitCode == 0, locked.ToString());
        CommandResult check = await Flowc("check");
        Assert.True(check.ExitCode == 0, check.ToString());
    }

    [Fact]
    public async Task Types_of_csv_columns_come_from_their_values()
    {
        await Flowc("lock");
        string text = string.Concat((await File.ReadAllTextAsync(_folder["flow.lock"])).Where(c => !char.IsWhiteSpace(c)));
        foreach (string column in new[]
        {
            "zone_id:int64", "borough:text?", "code:text", "rate:decimal(18,2)", "open:bool", "since:date", "seen:instant",
            "wall:datetime", "id:uuid",
        })
        {
            string[] parts = column.Split(':');
            Assert.Contains($"{{\"name\":\"{parts[0]}\",\"type\":\"{parts[1]}\"}}", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Dates_and_times_of_a_csv_file_are_found_by_its_own_formats()
    {
        _folder.Write("main.flow", """
            connection lake: files { root: "data" }
            source zones from lake.csv("days.csv") { date_format: ["ddMMyyyy", "dd.MM.yyyy HH:mm"] }
            """);
        _folder.Write("data/days.csv", "day,number,at,iso,seen\n31122023,31132023,31.12.2023 10:00,2023-12-31,2023-12-31T10:00:00Z\n");
        CommandResult locked = await Flowc("lock");
        Assert.True(locked.ExitCode == 0, locked.ToString());
        string text = string.Concat((await File.ReadAllTextAsync(_folder["flow.lock"])).Where(c => !char.IsWhiteSpace(c)));
        Assert.Contains(
            """
            {"name":"day","type":"date"},{"name":"number","type":"int64"},{"name":"at","type":"datetime"},
            {"name":"iso","type":"text"},{"name":"seen","type":"text"}
            """.ReplaceLineEndings(""),
            text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Locking_again_changes_nothing()
    {
        await Flowc("lock");
        byte[] first = await File.ReadAllBytesAsync(_folder["flow.lock"]);
        CommandResult again = await Flowc("lock", "--check");
        Assert.Equal(0, again.ExitCode);
        Assert.Contains("up to date", again.Output, StringComparison.Ordinal);
        Assert.Equal(first, await File.ReadAllBytesAsync(_folder["flow.lock"]));
    }

    [Fact]
    public async Task A_changed_column_is_shown_as_a_difference()
    {
        await Flowc("lock");
        File.Delete(_folder["data/zones-2024-01-01.csv"]);
        _folder.Write("data/zones-2024-01-02.csv", "zone_id;borough;tax\nx;Queens;1\n");
        CommandResult result = await Flowc("lock", "--check");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("~ zone_id: int64 → text", result.Output, StringComparison.Ordinal);
        Assert.Contains("+ tax: int64", result.Output, StringComparison.Ordinal);
        Assert.Contains("- rate: decimal(18, 2)", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_reached_is_skipped_and_keeps_its_lock()
    {
        await Flowc("lock");
        string first = await File.ReadAllTextAsync(_folder["flow.lock"]);
        File.Delete(_folder["data/zones-2024-01-01.csv"]);
        CommandResult result = await Flowc("lock");
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("skipped zones", result.Output, StringComparison.Ordinal);
        Assert.Equal(first, await File.ReadAllTextAsync(_folder["flow.lock"]));
    }

    [Fact]
    public async Task A_declared_column_that_the_file_lacks_is_incompatible()
    {
        _folder.Write(
            "main.flow", Program.Replace("source zones from", "source zones: { zone_id: int32, tax: text } from", StringComparison.Ordinal)
            .Replace("borough ==", "tax ==", StringComparison.Ordinal));
        CommandResult result = await Flowc("lock");
        Assert.Equal(3, result.ExitCode);
        Assert.Contains("- tax: text is declared, and not there", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_environment_with_other_columns_is_told_when_the_program_is_compiled()
    {
        _folder.Write("main.flow", """
            param root: text = "data"
            environment prod { root: "prod" }
            connection lake: files { root: root }
            source zones from lake.csv("zones.csv")
            transform queens = from zones | where borough == "Queens"
            """);
        _folder.Write("data/zones.csv", "id,borough,rate\n1,Queens,1.5\n2,,\n");
        _folder.Write("prod/zones.csv", "id,borough,more\nx,Queens,7\n");
        Assert.Equal(0, (await Flowc("lock")).ExitCode);
        Assert.Equal(0, (await Flowc("check")).ExitCode);

        CommandResult prod = await Flowc("lock", "--env", "prod");
        Assert.True(prod.ExitCode == 0, prod.ToString());
        CommandResult check = await Flowc("check");

        Assert.Equal(1, check.ExitCode);
        Assert.Contains("error FL5050: source `zones` has other columns in environment `prod`", check.Output, StringComparison.Ordinal);
        Assert.Contains("- rate: decimal(18, 1)?", check.Output, StringComparison.Ordinal);
        Assert.Contains("~ id: int64 → text", check.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("more", check.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("borough:", check.Output, StringComparison.Ordinal);
        _folder.Write("prod/zones.csv", "id,borough,rate\n1,Queens,2.5\n");
        Assert.Equal(0, (await Flowc("lock", "--env", "prod")).ExitCode);
        Assert.Equal(0, (await Flowc("lock", "--env", "prod", "--check")).ExitCode);
        Assert.Equal(0, (await Flowc("lock", "--check")).ExitCode);
        Assert.Equal(0, (await Flowc("check")).ExitCode);
        CommandResult none = await Flowc("lock", "--env", "test");
        Assert.Contains("there is no environment `test`", none.Errors, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private Task<CommandResult> Flowc(string command, params string[] more) =>
        Command.FlowcAsync(_folder.Path, [command, _folder.Path, .. more]);
}
