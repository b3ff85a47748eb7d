using FlowLang.Connectors.Postgres.Streams;
using FlowLang.Runtime;
using Npgsql;

namespace FlowLang.Streams.Tests.Store;

/// <summary>A database that goes away under a store, and owners that stop.</summary>
public sealed class DatabaseFaultTests
{
    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_connection_cut_during_commit_is_looked_up(bool isDelivered)
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await using CutConnection cut = new(database.Host, database.Port, isDelivered);
        NpgsqlConnectionStringBuilder through = new(database.ConnectionString) { Host = "127.0.0.1", Port = cut.Port };
        await using PostgresStreamStore store = await StoreDatabase.OpenAsync(through.ConnectionString);
        await store.TakeAsync(0);
        await store.CommitAsync(1, 10, TestRows.Of(1));
        cut.Arm();
        if (isDelivered)
        {
            await store.CommitAsync(2, 20, TestRows.Of(2));
        }
        else
        {
            FlowException lost = await Assert.ThrowsAsync<FlowException>(() => store.CommitAsync(2, 20, TestRows.Of(2)));
            Assert.True(lost.Error.Transient);
            await store.CommitAsync(3, 20, TestRows.Of(2));
        }

        Assert.True(cut.HasCut);
        await store.CommitAsync(4, 30, TestRows.Of(3));
        Assert.Equal("1 2 3", await database.ScalarAsync<string>("SELECT string_agg(id::text, ' ' ORDER BY id) FROM zones"));
        Assert.Equal(30L, await database.ScalarAsync<long>("SELECT next_offset FROM flow.stream_offsets"));
    }

    [SkippableFact]
    public async Task A_killed_database_that_comes_back_has_every_round_once()
    {
        await using PrivateServer server = await PrivateServer.StartAsync("postgres");
        TableTarget target = StoreDatabase.Table(Connectors.Postgres.WriteMode.Append);
        await using PostgresStreamStore store = await StoreDatabase.OpenAsync(server.Address, target);
        await store.TakeAsync(0);
        int next = 0;
        for (int round = 1; next < 40; round++)
        {
            Task? restart = null;
            if (round is 10 or 25)
            {
                await server.KillAsync();
                restart = server.RestartAsync();
            }

            try
            {
                await store.CommitAsync(round, next + 1, TestRows.Of(next), StoreDatabase.Change($"{next}"));
                next++;
            }
            catch (FlowException e)
            {
                Assert.True(e.Error.Transient, e.Error.ToString());
                await (restart ?? Task.CompletedTask);
                next = (int)((await store.TakeAsync(0)).FirstOrDefault()?.NextOffset ?? 0);
            }

            await (restart ?? Task.CompletedTask);
        }

        Assert.Equal(40, (await store.StateAsync()).Length);
        await using NpgsqlConnection reading = new(server.Address);
        await reading.OpenAsync();
        await using NpgsqlCommand count = new("SELECT count(*) || ':' || count(DISTINCT id) FROM zones", reading);
        Assert.Equal("40:40", await count.ExecuteScalarAsync());
    }

    [SkippableFact]
    public async Task An_owner_that_stopped_in_the_middle_of_a_round_holds_nobody_up()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        StallingRows stalled = new();
        await using PostgresStreamStore zombie = await StoreDatabase.OpenAsync(database.ConnectionString);
        await zombie.TakeAsync(0);
        Task round = Task.Run(() => zombie.CommitAsync(1, 10, stalled));
        await stalled.Reached;
        await using PostgresStreamStore owner = await StoreDatabase.OpenAsync(database.ConnectionString);
        await owner.TakeAsync(0);
        await owner.CommitAsync(1, 15, TestRows.Of(1, 2));
        stalled.GoOn();
        await Assert.ThrowsAsync<FencedException>(() => round);
        Assert.Equal("1 2", await database.ScalarAsync<string>("SELECT string_agg(id::text, ' ' ORDER BY id) FROM zones"));
    }
}
